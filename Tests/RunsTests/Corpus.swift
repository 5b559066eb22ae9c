import CheckSupport
import FoundationEssentials
import TestSupport
import Testing

/// The folder of bad files.
enum Corpus {
  private static let folder =
    #filePath.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/Corpus"

  /// The names of the experiment files, without their ending, in order.
  static let names = files(ending: ".yaml")

  /// The names of the expected texts.
  static var textNames: [String] { files(ending: ".txt") }

  private static func files(ending: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }.sorted()
  }

  /// What a person sees who checks the file from within its folder.
  static func diagnostics(of name: String) -> String {
    Checking.text(of: Checking.file("\(folder)/\(name).yaml"))
      .replacing(folder + "/", with: "")
  }

  /// The text beside the file; records it where there is none, or where `RECORD_SNAPSHOTS` is set.
  static func expectedDiagnostics(of name: String, recording told: String) throws -> String {
    let file = URL(filePath: "\(folder)/\(name).txt")
    let isRecording = ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil
    if let text = try? Data(contentsOf: file), !isRecording {
      return String(decoding: text, as: UTF8.self)
    }
    try Data(told.utf8).write(to: file)
    Issue.record("recorded Corpus/\(name).txt; read it, then run again without RECORD_SNAPSHOTS")
    return told
  }

  static func firstDifference(_ expected: String, _ told: String) -> String {
    Snapshot.firstDifference(expected, told)
  }
}
