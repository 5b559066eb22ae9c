import FoundationEssentials
import TestSupport
import Testing

/// Golden texts can fail, and recording one does.
@Suite struct SnapshotTests {
  private let folder =
    FileManager.default.temporaryDirectory.path + "/lstm-lab-" + UUID().uuidString

  @Test func newTextFailsTheTestThatRecordsIt() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let test = folder + "/Tests.swift"
    let first = Snapshot.difference(of: "one\n", from: "text.txt", testFile: test)
    #expect(first?.contains("recorded Snapshots/text.txt") == true)
    #expect(Snapshot.difference(of: "one\n", from: "text.txt", testFile: test) == nil)
    let other = Snapshot.difference(of: "two\n", from: "text.txt", testFile: test)
    #expect(other?.contains("expected: one\n  actual: two") == true)
  }
}
