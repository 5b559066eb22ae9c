import Diagnostics
import Documents
import Files
import Schemas
import YAML

/// The result of an experiment as it stands in its folder.
package struct StoredResult: Sendable {
  /// The report; nil if it cannot be read, or if it is of another format.
  package let report: Report?
  /// The row of `summary.csv`.
  package let row: SummaryRow
  /// The experiment's file, from the root of its project, if the report says it.
  package let source: String?
  /// What is wrong with the result, in words.
  package let problem: String?
  /// Whether the report says that it is of another experiment: a copy.
  package let isCopy: Bool

  /// Larger reports are none of ours; in bytes.
  private static let limit = 64 << 20

  /// Reads the result in a folder.
  ///
  /// - Parameter name: the experiment's name, by the folder's place
  package static func read(_ name: String, in folder: String) -> StoredResult {
    let path = folder + "/" + ResultsFolder.report
    func broken(
      _ status: SummaryRow.Status, _ reason: String, source: String? = nil, isCopy: Bool = false
    ) -> StoredResult {
      let advice = isCopy ? "remove it" : "run the experiment again"
      return StoredResult(
        report: nil, row: SummaryRow(name, status), source: source,
        problem: "`\(path)` \(reason): \(advice)", isCopy: isCopy)
    }
    let bytes: [UInt8]
    do throws(FileProblem) {
      bytes = try RegularFile(CheckedPath.named(path)).bytes(limit: limit)
    } catch {
      return broken(.unreadable, "cannot be read (\(error.text))")
    }
    let parsed = JSONParser.parse(Source(name: path, bytes: bytes), limits: Report.limits)
    if let root = parsed.root, let older = older(name, root) { return older }
    let (report, problem) = Report.read(parsed)
    guard let report else {
      let line = problem?.label.map { "line \($0.range.start.line): " } ?? ""
      return broken(.unreadable, "is no report (\(line)\(problem?.message ?? "it is empty"))")
    }
    guard report.experiment == name else {
      return broken(
        .unreadable, "is the report of `\(report.experiment)`, not of `\(name)`", isCopy: true)
    }
    for file in report.files?.entries ?? [] where digest(of: folder + "/" + file.name) != file.value
    {
      return broken(
        .incomplete, "belongs to another `\(file.name)` than the one beside it",
        source: report.source)
    }
    return StoredResult(
      report: report, row: SummaryRow(report), source: report.source, problem: nil,
      isCopy: false)
  }

  private static func digest(of path: String) -> String? {
    guard let file = try? RegularFile(CheckedPath.named(path)) else { return nil }
    var hash = SHA256()
    guard (try? file.eachPiece { hash.update($0) }) != nil else { return nil }
    return hash.finish()
  }

  /// A report of an older format: its row is kept, the rest is not understood any more.
  private static func older(_ name: String, _ root: Node) -> StoredResult? {
    guard case .mapping(let members) = root.content,
      case .scalar(let scalar)? = members.first(where: { $0.name == "format" })?.value.content,
      let format = Int(scalar.text), format < Report.currentFormat
    else { return nil }
    var decoder = Decoder(readsFormulas: false)
    let data = AnyData.decode(root, .none, &decoder)?.value
    func text(_ path: String...) -> String {
      switch path.reduce(data, { $0?[$1] }) {
      case .integer(let value)?: String(value)
      case .double(let value)?: NumberText.text(value) ?? NumberText.word(value)
      case .string(let value)?: value
      default: ""
      }
    }
    let row = SummaryRow([
      name, text("status"), text("model", "parameters", "total"), text("training", "epochs"),
      text("training", "final", "loss"), text("digest", "weights"),
    ])
    return StoredResult(report: nil, row: row, source: text("source"), problem: nil, isCopy: false)
  }
}
