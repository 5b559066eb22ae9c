import FoundationEssentials
import Synchronization

/// A temporary folder for one test, removed at its end.
final class Workspace: Sendable {
  let path: String
  private let streams: String
  private let count = Atomic<Int>(0)

  init() throws {
    let base = FileManager.default.temporaryDirectory.appending(path: "lstm-lab-\(UUID())")
    path = base.appending(path: "work").path
    streams = base.appending(path: "streams").path
    for folder in [path, streams] {
      try FileManager.default.createDirectory(
        at: URL(filePath: folder), withIntermediateDirectories: true)
    }
  }

  deinit {
    try? FileManager.default.removeItem(at: URL(filePath: path).deletingLastPathComponent())
  }

  /// Files for what the next command writes.
  func newStreams() -> (output: String, error: String) {
    let number = count.add(1, ordering: .relaxed).newValue
    return ("\(streams)/\(number).out", "\(streams)/\(number).err")
  }

  func write(_ text: String, to name: String) throws {
    try write(Array(text.utf8), to: name)
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    let file = URL(filePath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      at: URL(filePath: "\(path)/\(name)"), withIntermediateDirectories: true)
  }

  /// The text of a file; fails if there is none.
  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: "\(path)/\(name)")), as: UTF8.self)
  }

  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(path)/\(name)")
  }

  /// Removes a file or a folder.
  func remove(_ name: String) throws {
    try FileManager.default.removeItem(at: URL(filePath: "\(path)/\(name)"))
  }

  /// Copies a file of the repository.
  func copyFile(_ name: String) throws {
    try write(Array(try Data(contentsOf: URL(filePath: "\(Self.repository)/\(name)"))), to: name)
  }

  /// Copies a folder of the repository.
  func copy(_ name: String) throws {
    for (file, bytes) in try Self.files(in: "\(Self.repository)/\(name)") {
      try write(bytes, to: "\(name)/\(file)")
    }
  }

  /// The files below a folder with their bytes, by their paths in it; hidden ones too.
  func files(in name: String) throws -> [String: [UInt8]] {
    try Self.files(in: "\(path)/\(name)")
  }

  /// The folder that holds `Package.swift`.
  static let repository: String =
    #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()

  static func files(in folder: String) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      let path = "\(folder)/\(name)"
      var isFolder = false
      _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      if isFolder {
        for (below, bytes) in try Self.files(in: path) { files["\(name)/\(below)"] = bytes }
      } else {
        files[name] = Array(try Data(contentsOf: URL(filePath: path)))
      }
    }
    return files
  }
}
