import Diagnostics
import Documents
import Files
import Schemas
import YAML

/// The result of an experiment as it stands in its folder.
package struct StoredResult: Sendable {
  /// The report; nil if it cannot be read, or if it is of another format.
  package let report: Report?
  /// The report, also where the files beside it are of another result.
  package let readable: Report?
  /// The version of the report's layout, if it says one.
  package let format: Int?
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
  /// - Parameters:
  ///   - name: the experiment's name, by the folder's place
  ///   - isListed: whether only the report is looked at, as it is: not the files beside it, nor whether it
  ///     stands in the folder of its name
  package static func read(
    _ name: String, in folder: String, isListed: Bool = false
  ) -> StoredResult {
    let path = folder + "/" + ResultsFolder.report
    func broken(
      _ status: SummaryRow.Status, _ reason: String, source: String? = nil, isCopy: Bool = false,
      format: Int? = nil, readable: Report? = nil
    ) -> StoredResult {
      let advice = isCopy ? "remove it" : "run the experiment again"
      return StoredResult(
        report: nil, readable: readable, format: format, row: SummaryRow(name, status),
        source: source, problem: "`\(path)` \(reason): \(advice)", isCopy: isCopy)
    }
    let bytes: [UInt8]
    do throws(FileProblem) {
      bytes = try RegularFile(CheckedPath.named(path)).bytes(limit: limit)
    } catch {
      return broken(.unreadable, "cannot be read (\(error.text))")
    }
    let parsed = JSONParser.parse(Source(name: path, bytes: bytes), limits: Report.limits)
    let format = parsed.root.flatMap { version(of: $0) }
    if let format, format > Report.currentFormat {
      return broken(
        .unreadable, "has the format \(format), which only a newer lstm-lab can read")
    }
    if let root = parsed.root, let format, format < Report.currentFormat {
      return older(name, root) ?? broken(.unreadable, "is no report")
    }
    let (report, problem) = Report.read(parsed)
    guard let report else {
      let line = problem?.label.map { "line \($0.range.start.line): " } ?? ""
      return broken(.unreadable, "is no report (\(line)\(problem?.message ?? "it is empty"))")
    }
    guard isListed || report.experiment == name else {
      return broken(
        .unreadable, "is the report of `\(report.experiment)`, not of `\(name)`", isCopy: true)
    }
    for file in report.files?.entries ?? [] {
      guard ResultsFolder.files.contains(file.name), file.name != ResultsFolder.report else {
        return broken(.unreadable, "names a file `\(file.name)`, which no result has")
      }
      guard !isListed, digest(of: folder + "/" + file.name) != file.value else { continue }
      return broken(
        .incomplete, "belongs to another `\(file.name)` than the one beside it",
        source: report.source, format: format, readable: report)
    }
    return StoredResult(
      report: report, readable: report, format: format, row: SummaryRow(report),
      source: report.source, problem: nil, isCopy: false)
  }

  private static func digest(of path: String) -> String? {
    guard let file = try? RegularFile(CheckedPath.named(path)) else { return nil }
    var hash = SHA256()
    guard (try? file.eachPiece { hash.update($0) }) != nil else { return nil }
    return hash.finish()
  }

  private static func version(of root: Node) -> Int? {
    guard case .mapping(let members) = root.content,
      case .scalar(let scalar)? = members.first(where: { $0.name == "format" })?.value.content
    else { return nil }
    return Int(scalar.text)
  }

  /// The source of the report in a folder, if there is one; it stands among the first keys.
  static func source(in folder: String) -> String? {
    let path = folder + "/" + ResultsFolder.report
    guard let file = try? RegularFile(CheckedPath.named(path)),
      let head = try? file.bytes(at: 0, count: min(file.size, 4096))
    else { return nil }
    let key = "  \"source\": "
    guard
      let line = String(decoding: head, as: UTF8.self).split(separator: "\n")
        .first(where: { $0.hasPrefix(key) })
    else { return nil }
    let isLast = line.utf8.last != UInt8(ascii: ",")
    let value = Array(line.utf8.dropFirst(key.utf8.count).dropLast(isLast ? 0 : 1))
    guard
      case .scalar(let scalar)? = JSONParser.parse(Source(name: path, bytes: value)).root?.content
    else { return nil }
    return scalar.text
  }

  /// A report of an older format: its row is kept, the rest is not understood any more. Nil where it
  /// is none of ours.
  private static func older(_ name: String, _ root: Node) -> StoredResult? {
    var decoder = Decoder(readsFormulas: false)
    let data = AnyData.decode(root, .none, &decoder)?.value
    guard data?["experiment"] == .string(name), case .string? = data?["source"],
      case .string? = data?["status"], data?["config"] != nil
    else { return nil }
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
    return StoredResult(
      report: nil, readable: nil, format: version(of: root), row: row, source: text("source"),
      problem: nil, isCopy: false)
  }
}
