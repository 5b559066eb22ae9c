import Diagnostics
import Files
import YAML

/// A file with everything that it extends, before its values are read.
struct ComposedFile {
  /// Nil if the text could not be read.
  let root: Node?
  let diagnostics: [Diagnostic]
  /// What the file extends, to show beside problems of inherited values.
  let inheritance: Inheritance?
  /// The files that were read: it, and those above it. What they name is looked for beside them.
  let paths: [CheckedPath]

  /// More parents above one another are nobody's design, and would cost stack and memory.
  private static let depthLimit = 8

  /// Reads a file and those above it.
  ///
  /// - Parameter projectRoot: the folder that no path in them may leave
  static func read(_ path: CheckedPath, inside projectRoot: String) -> ComposedFile {
    read(path, below: [], projectRoot)
  }

  /// Composes a text with the files above it.
  ///
  /// - Parameter path: where the text belongs; what it names is looked for from there
  static func read(
    _ bytes: [UInt8], at path: CheckedPath, inside projectRoot: String
  ) -> ComposedFile {
    compose(bytes, at: path, below: [], projectRoot)
  }

  /// The diagnostic of a file that cannot be read.
  ///
  /// The message calls it by its name alone: a report with this message must not depend on the way
  /// to the file.
  static func diagnostic(of problem: FileProblem, at path: CheckedPath) -> Diagnostic {
    let name = CheckedPath.components(of: path.shown).last ?? path.shown
    return Diagnostic(
      .unreadableFile, problem.calling(name).text, file: path.shown,
      help: "check the path and its permissions")
  }

  private static func read(
    _ path: CheckedPath, below: [CheckedPath], _ projectRoot: String
  ) -> ComposedFile {
    do throws(FileProblem) {
      let bytes = try RegularFile(path).bytes(limit: Limits.standard.fileSize)
      return compose(bytes, at: path, below: below, projectRoot)
    } catch {
      return ComposedFile(
        root: nil, diagnostics: [diagnostic(of: error, at: path)], inheritance: nil, paths: [path])
    }
  }

  private static func compose(
    _ bytes: [UInt8], at path: CheckedPath, below: [CheckedPath], _ projectRoot: String
  ) -> ComposedFile {
    let parsed = Parser.parse(Source(name: path.shown, bytes: bytes))
    let diagnostics = parsed.problems.map { $0.diagnostic }
    guard let root = parsed.root, let entry = root.entry("extends") else {
      return ComposedFile(
        root: parsed.root, diagnostics: diagnostics, inheritance: nil, paths: [path])
    }
    do throws(CompositionProblem) {
      let parentPath = try parent(entry.value, of: path, below: below, projectRoot)
      let parent = read(parentPath, below: below + [path], projectRoot)
      if let above = parent.root, !above.isMapping {
        throw CompositionProblem(
          .parentNotMapping(found: above.found), at: entry.value.range, related: above.range)
      }
      let merged = parent.root.map {
        root.removing("extends").inheriting(from: $0, as: .object(Experiment.description))
      }
      let limit = Limits.standard.nodes
      if let merged, merged.nodeCount > limit {
        throw CompositionProblem(.tooManyNodes(limit: limit), at: entry.value.range)
      }
      return ComposedFile(
        root: merged, diagnostics: diagnostics + parent.diagnostics,
        inheritance: Inheritance(place: entry.value.range), paths: [path] + parent.paths)
    } catch {
      return ComposedFile(
        root: nil, diagnostics: diagnostics + [error.diagnostic], inheritance: nil, paths: [path])
    }
  }

  /// The file that `extends` names.
  private static func parent(
    _ node: Node, of path: CheckedPath, below: [CheckedPath], _ projectRoot: String
  ) throws(CompositionProblem) -> CheckedPath {
    guard case .scalar(let scalar) = node.content, !scalar.text.isEmpty else {
      throw CompositionProblem(.parentNotText, at: node.range)
    }
    let parent: CheckedPath
    do throws(FileProblem) {
      parent = try CheckedPath.written(scalar.text, in: path, inside: projectRoot)
    } catch {
      throw CompositionProblem(.parentFile(error), at: node.range)
    }
    let chain = below + [path]
    if chain.contains(where: { $0.resolved == parent.resolved }) {
      let paths = (chain + [parent]).map { String($0.resolved.dropFirst(projectRoot.count + 1)) }
      throw CompositionProblem(.parentCycle(paths), at: node.range)
    }
    guard chain.count <= depthLimit else {
      throw CompositionProblem(.tooManyParents(limit: depthLimit), at: node.range)
    }
    guard Folders.kind(of: parent.resolved) != .folder else {
      throw CompositionProblem(.parentFile(.notRegular(path: scalar.text)), at: node.range)
    }
    return parent
  }
}

extension Node {
  fileprivate var isMapping: Bool {
    if case .mapping = content { true } else { false }
  }
}

/// That a file extends another.
struct Inheritance: Sendable {
  /// The path behind `extends`, in the file.
  let place: SourceRange

  /// The diagnostic with the place that brought its text into the file, if the text stands in a
  /// file above.
  func explain(_ diagnostic: Diagnostic) -> Diagnostic {
    guard let range = diagnostic.label?.range, range.source !== place.source,
      range.source.name != Diagnostic.commandLine, diagnostic.related == nil
    else { return diagnostic }
    return diagnostic.relating(to: place, "inherited here")
  }
}
