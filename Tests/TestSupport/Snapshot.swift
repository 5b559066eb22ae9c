import FoundationEssentials

/// Golden texts: what a person would see, kept in a file beside the test.
///
/// A text that has no file yet is recorded, and the test that recorded it fails; so does every
/// comparison while `RECORD_SNAPSHOTS` is set, which records all of them anew.
package enum Snapshot {
  /// Compares a text with the file `Snapshots/NAME` beside the test's source file.
  ///
  /// - Returns: nil if they are equal; else what to tell
  package static func difference(
    of text: String, from name: String, testFile: String = #filePath
  ) -> String? {
    let folder =
      testFile.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/Snapshots"
    let path = folder + "/" + name
    let old = (try? Data(contentsOf: URL(filePath: path))).map {
      String(decoding: $0, as: UTF8.self)
    }
    let isRecording = ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil
    guard let old, !isRecording else {
      do {
        let parent = URL(filePath: path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: path))
      } catch {
        return "cannot record \(path): \(error)"
      }
      return "recorded Snapshots/\(name); read it, then run again without RECORD_SNAPSHOTS"
    }
    if old == text { return nil }
    return "differs from Snapshots/\(name)\n" + firstDifference(old, text)
  }

  /// The first line that differs, from both.
  package static func firstDifference(_ expected: String, _ actual: String) -> String {
    let a = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let b = actual.split(separator: "\n", omittingEmptySubsequences: false)
    for line in 0..<max(a.count, b.count) {
      let (old, new) = (line < a.count ? a[line] : "(end)", line < b.count ? b[line] : "(end)")
      if old != new { return "line \(line + 1)\nexpected: \(old)\n  actual: \(new)" }
    }
    return "equal"
  }
}
