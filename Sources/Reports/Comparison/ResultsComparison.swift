package import Diagnostics
import Documents
package import Experiments
package import Files
import Synchronization
import YAML

/// A folder of results that new ones are compared with, byte for byte. Nothing is written.
package final class ResultsComparison: ResultOutput {
  /// As messages show it.
  package let path: String
  /// Where there are some, these numbers are compared and nothing else.
  private let tolerances: [NumberTolerance]
  /// The rows of `summary.csv` of results that were found to be right.
  private let rows = Mutex<[String: SummaryRow]>([:])
  /// The results that were compared.
  private let compared = Mutex<Set<String>>([])
  /// The paths of the numbers of all reports, where tolerances name some.
  private let paths = Mutex<Set<String>>([])

  package init(_ path: String, tolerances: [NumberTolerance] = []) {
    self.path = path
    self.tolerances = tolerances
  }

  private var stored: StoredResults { StoredResults(path) }

  /// Begins the comparison of an experiment's result.
  package func begin(_ name: ExperimentName) -> ResultWriter<ResultsComparison> {
    ResultWriter(name, in: self)
  }

  /// Compares the report of an experiment that cannot be run.
  package func compare(
    invalid name: ExperimentName, _ diagnostics: [Diagnostic]
  ) throws(FileProblem) -> [ResultDifference] {
    try commit(Report(invalid: name, diagnostics), with: [], root: name.root) ?? []
  }

  package func begin(_ file: String, of name: String) -> ComparedFile {
    ComparedFile(file, at: stored.folder(of: name) + "/" + file)
  }

  package func commit(
    _ report: Report, with files: [ComparedFile], root: String
  ) throws(FileProblem) -> [ResultDifference]? {
    let name = report.experiment
    compared.withLock { _ = $0.insert(name) }
    if !tolerances.isEmpty {
      paths.withLock { $0.formUnion(report.numbers.map { $0.path }) }
    }
    let reportFile = begin(ResultsFolder.report, of: name)
    try reportFile.append(report.text)
    _ = try reportFile.finish()
    var all: [ResultDifference] = []
    for file in files {
      if let difference = try file.difference() { all.append(difference) }
    }
    var differences = tolerances.isEmpty ? all : all.filter { $0.kind == .missing }
    if let difference = try reportFile.difference() {
      differences = judged(difference, differences, report)
    } else {
      // The same report has the digests of these very files: what differs was edited.
      differences = all
      let kept = Set((report.files?.entries ?? []).map { $0.name })
      for file in ResultsFolder.files where file != ResultsFolder.report && !kept.contains(file) {
        let path = stored.folder(of: name) + "/" + file
        if Folders.kind(of: path) != nil { differences.append(ResultDifference(.orphan, in: path)) }
      }
    }
    if differences.isEmpty {
      rows.withLock { $0[name] = SummaryRow(report) }
    }
    return differences
  }

  /// What differs, once it is known that the report does.
  private func judged(
    _ difference: ResultDifference, _ others: [ResultDifference], _ report: Report
  ) -> [ResultDifference] {
    // Without a report there is no result: what stands beside it is nobody's.
    if difference.kind == .missing { return [difference] }
    let stored = stored.result(report.experiment)
    if let format = stored.format, format < Report.currentFormat {
      return [
        ResultDifference(
          .stale(["the report's format is \(format), and now \(Report.currentFormat)"]),
          in: difference.path)
      ]
    }
    guard let committed = stored.readable else {
      return [ResultDifference(.unreadable(stored.problem ?? ""), in: difference.path)]
    }
    if !tolerances.isEmpty {
      let problem = stored.problem.map {
        ResultDifference(.unreadable($0), in: difference.path)
      }
      return (problem.map { [$0] } ?? []) + beyond(committed, report, in: difference.path)
    }
    let changes = committed.changes(to: report)
    if !changes.isEmpty { return [ResultDifference(.stale(changes), in: difference.path)] }
    // A digest in the report that differs because the file beside it does says nothing new.
    guard case .wrong(let place) = difference.kind, !others.isEmpty,
      others.contains(where: { other in
        ResultsFolder.files.contains { file in
          other.path.hasSuffix("/" + file) && place.now?.contains("\"\(file)\"") == true
        }
      })
    else { return others + [difference] }
    return others
  }

  private func beyond(
    _ committed: Report, _ now: Report, in path: String
  ) -> [ResultDifference] {
    let changes = committed.configurationChanges(to: now)
    if !changes.isEmpty { return [ResultDifference(.stale(changes), in: path)] }
    let (old, new) = (committed.numbers, now.numbers)
    let known = Dictionary(new.map { ($0.path, $0.value) }) { first, _ in first }
    let before = Set(old.map { $0.path })
    let pairs =
      old.map { ($0.path, Optional($0.value), known[$0.path]) }
      + new.filter { !before.contains($0.path) }.map { ($0.path, nil, Optional($0.value)) }
    return pairs.compactMap { name, old, new in
      guard let tolerance = tolerances.first(where: { $0.covers(name) }) else { return nil }
      if let old, let new, tolerance.allows(old, new) { return nil }
      return ResultDifference(
        .beyond(path: name, committed: old, now: new, tolerance: tolerance.limit), in: path)
    }
  }

  /// The paths of the numbers of all reports, where tolerances name some.
  package var numberPaths: Set<String> { paths.withLock { $0 } }

  /// What stands in the folder beside the results that were compared: reports without an experiment, and
  /// a summary that is not that of the reports.
  package func survey(origin: ReportOrigin) throws(FileProblem) -> [ResultDifference] {
    var problems: [String] = []
    var differences: [ResultDifference] = []
    // A summary of results that are missing or cannot be read cannot be right.
    var isWhole = tolerances.isEmpty
    let summary = ComparedFile(ResultsFolder.summary, at: path + "/" + ResultsFolder.summary)
    try summary.append(SummaryRow.header)
    let (known, compared) = (rows.withLock { $0 }, compared.withLock { $0 })
    let names = Folders.kind(of: path) == nil ? [] : try stored.names(&problems)
    for name in names {
      if let row = known[name] {
        try summary.append(row.line)
        continue
      }
      let result = stored.result(name)
      // What is wrong with a result that was compared is told already.
      let told = compared.contains(name) ? result.readable.map { SummaryRow($0) } : nil
      if result.readable == nil, result.format.map({ $0 >= Report.currentFormat }) ?? true {
        isWhole = false
      }
      try summary.append((told ?? result.row).line)
      if result.isCopy || result.source.map({ !origin.exists($0, name) }) ?? false {
        differences.append(ResultDifference(.orphan, in: stored.folder(of: name)))
      } else if let problem = result.problem, !compared.contains(name) {
        differences.append(ResultDifference(.unreadable(problem), in: stored.folder(of: name)))
      }
    }
    _ = try summary.finish()
    isWhole = isWhole && compared.isSubset(of: names)
    if isWhole, !names.isEmpty || Folders.kind(of: path + "/" + ResultsFolder.summary) != nil,
      let difference = try summary.difference()
    {
      differences.append(difference)
    }
    return differences + problems.map { ResultDifference(.unreadable($0), in: path) }
  }
}

extension Report {
  /// What has changed that decides the numbers, in words: the experiment, its data, the numeric contract.
  fileprivate func changes(to other: Report) -> [String] {
    var changes = configurationChanges(to: other)
    if numerics != other.numerics {
      changes.append("the numeric contract was version \(numerics), and is \(other.numerics)")
    }
    return changes
  }

  fileprivate func configurationChanges(to other: Report) -> [String] {
    var changes: [String] = []
    if source != other.source { changes.append("the file was `\(source)`") }
    // Read back, numbers have the kinds that a reader gives them.
    let now =
      Self.read(JSONParser.parse(Source(name: "", bytes: Array(other.text.utf8)))).0 ?? other
    let empty = DataValue.mapping([])
    let (old, new) = (wholeConfiguration ?? empty, now.wholeConfiguration ?? empty)
    if status == .invalid || other.status == .invalid {
      if status != other.status {
        changes.append("the experiment was \(status.rawValue), and is \(other.status.rawValue)")
      }
    } else {
      changes += old.changes(to: new).map {
        "`\($0.path)` was \($0.old?.short ?? "not set") and is \($0.new?.short ?? "not set")"
      }
    }
    let (data, nowData) = (digest?.data?.entries ?? [], now.digest?.data?.entries ?? [])
    for entry in nowData {
      guard let before = data.first(where: { $0.name == entry.name }), before.value != entry.value
      else { continue }
      changes.append("the file `\(entry.name)` has other bytes")
    }
    if digest?.initialWeights != now.digest?.initialWeights, status != .invalid {
      changes.append("the file of initial weights has other bytes")
    }
    return changes
  }
}
