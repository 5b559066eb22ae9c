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

  /// More parents above one another are nobody's design, and would cost stack and memory.
  private static let depthLimit = 8

  /// Reads a file and those above it.
  static func read(_ path: String) -> ComposedFile {
    read(path, below: [])
  }

  /// Composes a text with the files above it.
  ///
  /// - Parameter path: where the text belongs; what it names is looked for from there
  static func read(_ bytes: [UInt8], at path: String) -> ComposedFile {
    compose(bytes, at: path, below: [])
  }

  private static func read(_ path: String, below: [String]) -> ComposedFile {
    do throws(FileProblem) {
      let bytes = try TextFile.bytes(at: path, limit: Limits.standard.fileSize)
      return compose(bytes, at: path, below: below)
    } catch {
      let help = "check the path and its permissions"
      return ComposedFile(
        root: nil,
        diagnostics: [Diagnostic(.unreadableFile, error.text, file: path, help: help)],
        inheritance: nil)
    }
  }

  private static func compose(
    _ bytes: [UInt8], at path: String, below: [String]
  ) -> ComposedFile {
    let parsed = Parser.parse(Source(name: path, bytes: bytes))
    let diagnostics = parsed.problems.map { $0.diagnostic }
    guard let root = parsed.root, let entry = root.entry("extends") else {
      return ComposedFile(root: parsed.root, diagnostics: diagnostics, inheritance: nil)
    }
    do throws(CompositionProblem) {
      let parentPath = try parent(entry.value, of: path, below: below)
      let parent = read(parentPath, below: below + [path])
      let merged = parent.root.map {
        root.removing("extends").inheriting(from: $0, as: .object(Experiment.description))
      }
      let limit = Limits.standard.nodes
      if let merged, merged.nodeCount > limit {
        throw CompositionProblem(.tooManyNodes(limit: limit), at: entry.value.range)
      }
      return ComposedFile(
        root: merged, diagnostics: diagnostics + parent.diagnostics,
        inheritance: Inheritance(place: entry.value.range))
    } catch {
      return ComposedFile(
        root: nil, diagnostics: diagnostics + [error.diagnostic], inheritance: nil)
    }
  }

  /// The path of the file that `extends` names.
  private static func parent(
    _ node: Node, of path: String, below: [String]
  ) throws(CompositionProblem) -> String {
    guard case .scalar(let scalar) = node.content, !scalar.text.isEmpty else {
      throw CompositionProblem(.parentNotText, at: node.range)
    }
    let parent = FilePaths.join(FilePaths.folder(of: path), scalar.text)
    let chain = below + [path]
    if chain.contains(where: { FilePaths.isSame($0, parent) }) {
      throw CompositionProblem(.parentCycle(chain + [parent]), at: node.range)
    }
    guard chain.count <= depthLimit else {
      throw CompositionProblem(.tooManyParents(limit: depthLimit), at: node.range)
    }
    guard FilePaths.isInside(parent, FilePaths.projectRoot(of: chain[0])) else {
      throw CompositionProblem(.parentOutside, at: node.range)
    }
    guard FilePaths.isFile(parent) else {
      throw CompositionProblem(.parentFile(.notFound(path: parent)), at: node.range)
    }
    return parent
  }
}
