import Documents
import FoundationEssentials
import Reports
import TestSupport
import Testing

/// The page on reports is made from their declaration.
@Suite struct ReportPageTests {
  @Test func `is up to date`() throws {
    let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    let page = try Data(contentsOf: URL(filePath: root + "/results/README.md"))
    let difference = Snapshot.firstDifference(
      String(decoding: page, as: UTF8.self), ReportSchema.page)
    #expect(
      difference == "equal", "run: lstm-lab schema --report --markdown > results/README.md")
  }

  @Test func `explains every key of a committed report`() throws {
    let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    let report = try Data(contentsOf: URL(filePath: root + "/results/one-to-one/report.json"))
    for line in String(decoding: report, as: UTF8.self).split(separator: "\n")
    where line.hasPrefix("  \"") {
      let key = line.split(separator: "\"")[1]
      #expect(ReportSchema.page.contains("| `\(key)` |"), "\(key)")
    }
  }
}
