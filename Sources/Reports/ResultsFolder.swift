package import Diagnostics
package import Experiments
package import Files
import Synchronization

/// A folder of results: a folder an experiment, and `summary.csv` with a row each. Several processes
/// may write to it at once.
package final class ResultsFolder: ResultOutput {
  /// As messages show it.
  package let path: String
  /// Whether what is written must outlast a power cut.
  package let isDurable: Bool
  private let staging: StagingFolder
  /// The reports that this process wrote.
  private let written = Mutex<[String: WrittenReport]>([:])

  static let report = "report.json"
  static let history = "history.csv"
  static let predictions = "predictions.csv"
  static let runs = "runs.csv"
  static let summary = "summary.csv"
  /// The files that a result can have, the one that commits it last.
  static let files = [history, predictions, runs, report]

  /// A report that this process wrote, as it then stood in the folder.
  struct WrittenReport: Sendable {
    let identity: FileIdentity?
    let row: SummaryRow
  }

  /// Opens a folder, and makes it where needed.
  ///
  /// - Throws: why files cannot be written there, before anything is trained
  package init(
    _ path: String, isDurable: Bool = false, patience: LockPatience = .endless
  ) throws(FileProblem) {
    self.path = path
    self.isDurable = isDurable
    staging = try StagingFolder(in: path, patience: patience)
  }

  /// Why two processes must not write here at once; nil if they may.
  package var lockFailure: SystemError? { staging.lockFailure }

  /// Begins the result of an experiment.
  package func begin(_ name: ExperimentName) -> ResultWriter<ResultsFolder> {
    ResultWriter(name, in: self)
  }

  /// Writes that an experiment cannot be run, and removes the numbers of an older run.
  package func write(
    invalid name: ExperimentName, _ diagnostics: [Diagnostic]
  ) throws(FileProblem) {
    _ = try commit(Report(invalid: name, diagnostics), with: [], root: name.root)
  }

  package func begin(_ file: String, of name: String) -> StagedFile {
    StagedFile(in: staging, for: path(of: file, in: name), isDurable: isDurable)
  }

  /// Puts a result in the place of the old one.
  package func commit(
    _ report: Report, with files: [StagedFile], root: String
  ) throws(FileProblem) -> [ResultDifference]? {
    let name = report.experiment
    let folder = path(of: name)
    let reportFile = begin(Self.report, of: name)
    try reportFile.append(report.text)
    _ = try reportFile.finish()
    try staging.withLock { () throws(FileProblem) in
      try Folders.make(
        CheckedPath.components(of: name), inside: path, isDurable: isDurable)
      try checkOwner(of: name, source: report.source, root: root)
      // A set is not begun that cannot be ended.
      for file in Self.files where Folders.kind(of: path(of: file, in: name)) == .folder {
        throw .unwritable(path: path(of: file, in: name), reason: .isFolder)
      }
      // What an older result had beside its report, and this one has not.
      let kept = Set((report.files?.entries ?? []).map { $0.name })
      for file in Self.files where file != Self.report && !kept.contains(file) {
        try Folders.removeFile(path(of: file, in: name))
      }
      for file in files { try file.move() }
      if isDurable { try Folders.synchronize(folder) }
      try reportFile.move()
      if isDurable { try Folders.synchronize(folder) }
      let identity = FileIdentity(at: path(of: Self.report, in: name))
      written.withLock { $0[name] = WrittenReport(identity: identity, row: SummaryRow(report)) }
    }
    return nil
  }

  /// Refuses a place that holds the result of another file of the same project: a point of a matrix
  /// and a file can have one name, and so can files that differ in their ending.
  private func checkOwner(
    of name: String, source: String, root: String
  ) throws(FileProblem) {
    guard let other = StoredResult.source(in: path(of: name)), other != source,
      Folders.kind(of: CheckedPath.join(root, other)) == .file
    else { return }
    throw .taken(path: path(of: name), by: other)
  }

  /// Makes `summary.csv` from the reports that stand in the folder, whoever wrote them.
  ///
  /// - Parameters:
  ///   - origin: tells whether a report has an experiment
  ///   - prunes: whether reports without an experiment are removed
  package func summarize(
    origin: ReportOrigin, prunes: Bool
  ) throws(FileProblem) -> ResultsSurvey {
    try staging.withLock { () throws(FileProblem) in
      var survey = ResultsSurvey()
      let file = StagedFile(
        in: staging, for: path + "/" + Self.summary, isDurable: isDurable)
      try file.append(SummaryRow.header)
      let written = written.withLock { $0 }
      var count = 0
      for name in try StoredResults(path).names(&survey.problems) {
        guard let row = try row(of: name, written[name], origin, prunes, &survey) else { continue }
        try file.append(row.line)
        count += 1
      }
      guard count > 0 || Folders.kind(of: path + "/" + Self.summary) != nil else { return survey }
      _ = try file.finish()
      try file.move()
      if isDurable { try Folders.synchronize(path) }
      return survey
    }
  }

  /// Removes what was only needed for writing.
  package func close() {
    staging.remove()
  }

  private func row(
    of name: String, _ written: WrittenReport?, _ origin: ReportOrigin, _ prunes: Bool,
    _ survey: inout ResultsSurvey
  ) throws(FileProblem) -> SummaryRow? {
    // Another process may have written the same experiment since.
    if let written, let identity = written.identity,
      identity == FileIdentity(at: path(of: Self.report, in: name))
    {
      return written.row
    }
    let stored = StoredResults(path).result(name)
    if stored.isCopy || stored.source.map({ !origin.exists($0, name) }) ?? false {
      if prunes {
        try remove(name)
        survey.pruned.append(path(of: name))
        return nil
      }
      survey.orphans.append(path(of: name))
    }
    if let problem = stored.problem, !stored.isCopy { survey.problems.append(problem) }
    return stored.row
  }

  /// Removes the files of a result, and its folder and those above it if nothing else is in them.
  private func remove(_ name: String) throws(FileProblem) {
    // The report first: what is left of a set without it is nobody's result.
    for file in Self.files.reversed() { try Folders.removeFile(path(of: file, in: name)) }
    var components = CheckedPath.components(of: name)
    while !components.isEmpty, Folders.removeIfEmpty(path + "/" + components.joined(separator: "/"))
    {
      components.removeLast()
    }
  }

  private func path(of name: String) -> String { name.isEmpty ? path : path + "/" + name }

  private func path(of file: String, in name: String) -> String { path(of: name) + "/" + file }
}

/// What stands in a folder of results beside the reports of the run.
package struct ResultsSurvey: Sendable {
  /// Folders of reports whose experiment there is not.
  package var orphans: [String] = []
  /// Folders of such reports that were removed.
  package var pruned: [String] = []
  /// Reports that cannot be read, and results that are not whole.
  package var problems: [String] = []

  package init() {}
}

/// Tells whether the experiment of a report exists.
package struct ReportOrigin: Sendable {
  /// The report's source, from the root of its project, and its name.
  package let exists: @Sendable (String, String) -> Bool

  package init(exists: @escaping @Sendable (String, String) -> Bool) {
    self.exists = exists
  }
}
