import YAML

/// A file with everything that it extends, before its values are read.
struct ComposedFile {
  /// Nil if the text could not be read.
  let root: Node?
  let diagnostics: [Diagnostic]
  /// What the file extends, to show beside problems of inherited values.
  let inheritance: Inheritance?

  /// More parents above one another are nobody's design, and would cost stack.
  private static let depthLimit = 32

  /// Reads a file and those above it.
  static func read(_ path: String) -> ComposedFile {
    read(path, below: [])
  }

  private static func read(_ path: String, below: [String]) -> ComposedFile {
    let bytes: [UInt8]
    do throws(FileProblem) {
      bytes = try TextFile.bytes(at: path, limit: Limits.standard.fileSize)
    } catch {
      let help = "check the path and its permissions"
      return ComposedFile(
        root: nil,
        diagnostics: [Diagnostic(.unreadableFile, error.text, file: path, help: help)],
        inheritance: nil)
    }
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
    if chain.contains(where: { FilePaths.isSame($0, parent) }) || chain.count > depthLimit {
      throw CompositionProblem(.parentCycle(chain + [parent]), at: node.range)
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
