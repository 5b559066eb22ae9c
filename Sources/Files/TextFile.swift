#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Reading and replacing whole files.
package enum TextFile {
  /// The bytes of a file.
  ///
  /// - Parameter limit: larger files are refused before they are read; in bytes
  package static func bytes(at path: String, limit: Int) throws(FileProblem) -> [UInt8] {
    try RegularFile(path).bytes(limit: limit)
  }

  /// Replaces a file as a whole: a reader, or a crash of the command, never sees half of it.
  package static func replace(_ path: String, with text: String) throws(FileProblem) {
    try NewFile(replacing: path).finish(text)
  }

  /// Makes a folder, and those above it, unless they exist.
  package static func makeFolder(_ path: String) throws(FileProblem) {
    do {
      try FileManager.default.createDirectory(
        at: URL(filePath: path), withIntermediateDirectories: true)
    } catch {
      if FileManager.default.fileExists(atPath: path) { throw .notFolder(path: path) }
      throw .unwritable(path: path, reason: SystemReason(error).text)
    }
  }

  /// Makes sure that files can be written in a folder, by writing one.
  package static func checkWritable(folder: String) throws(FileProblem) {
    try makeFolder(folder)
    let probe = folder + "/.lstm-lab-probe"
    do {
      try replace(probe, with: "")
      try FileManager.default.removeItem(atPath: probe)
    } catch {
      let reason = if case .unwritable(_, let reason) = error as? FileProblem { reason } else { "" }
      throw .unwritable(path: folder, reason: reason)
    }
  }
}
