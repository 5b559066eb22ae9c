import Documents
package import Experiments
package import Files

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The folder that the reports are written to.
package struct ResultsFolder: Sendable {
  package let path: String

  /// The name of the file with a row an experiment.
  static let summary = "summary.csv"

  /// - Parameter path: the folder; it is made where needed
  ///
  /// Fails if files cannot be written there, before anything is trained.
  package init(path: String) throws(FileProblem) {
    // An empty path would make every file one of the root's.
    guard !path.isEmpty else { throw .emptyPath }
    self.path = path
    try TextFile.checkWritable(folder: path)
  }

  /// Replaces the reports of one experiment, each file as a whole.
  package func write(_ report: Report, of name: ExperimentName) throws(FileProblem) {
    let folder = path + "/" + name.name
    try TextFile.makeFolder(folder)
    for file in report.files { try TextFile.replace(folder + "/" + file.name, with: file.text) }
  }

  /// Replaces the rows of these experiments in `summary.csv`; rows of others stay as long as they
  /// have reports. An experiment that cannot be run has a row that says so, whatever an older report
  /// says.
  package func writeSummary(
    of reports: [Report], invalid: [String] = []
  ) throws(FileProblem) {
    let file = path + "/" + Self.summary
    var rows: [String: [String]] = [:]
    if let old = try? TextFile.bytes(at: file, limit: 1 << 30) {
      for row in CSVText.rows(of: String(decoding: old, as: UTF8.self)).dropFirst() {
        guard row.count == Report.summaryHeader.count, hasReport(row[0]) else { continue }
        rows[row[0]] = row
      }
    }
    for report in reports { rows[report.summaryRow[0]] = report.summaryRow }
    for name in invalid where ExperimentName.isUsable(name) { rows[name] = Report.invalidRow(name) }
    if rows.isEmpty { return }
    let names = rows.keys.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    try TextFile.replace(
      file,
      with: CSVText.text(header: Report.summaryHeader, rows: names.compactMap { rows[$0] }))
  }

  private func hasReport(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: path + "/" + name + "/report.json")
  }
}
