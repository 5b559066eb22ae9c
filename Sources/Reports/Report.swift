package import Diagnostics
import Documents
package import Schemas
package import YAML

/// What came out of one experiment, as `report.json` says it: declared once, as the language is, so
/// that the writer, the reader, the JSON Schema and the reference page cannot differ. It holds
/// nothing that depends on the machine, the clock or the order of running, and no value a sample or
/// an epoch: those stand in the CSV files, whose digests it holds.
package struct Report: Configurable, Sendable {
  /// The version of this layout: whatever changes a report's keys raises it.
  package static let currentFormat = 4
  /// The version of the numeric contract: whatever changes bits raises it.
  package static let currentNumerics = 2

  package static let title = "report"
  package static let summary = "What came out of one experiment."
  package static let keys: [Key<Report>] = [
    .required(
      "experiment", \.experiment,
      "The experiment's name: its path below `experiments/` without the ending; for a point of a "
        + "matrix, a slash and its values."),
    .required("source", \.source, "The experiment's file, from the root of its project."),
    .required(
      "format", \.format,
      "The version of this layout. It rises when keys change; the numbers stay what they are.",
      .atLeast(1)),
    .required(
      "numerics", \.numerics,
      "The version of the numeric contract. Reports of the same version have the same bytes on "
        + "every machine; it rises when a change of lstm-lab changes bits.", .atLeast(1)),
    .required("status", \.status, "What became of the experiment."),
    .optional(
      "problems", \.problems,
      "What is wrong with an invalid experiment; then there are no numbers and no CSV files."),
    .optional(
      "config", \.configuration,
      "The experiment as it was run, every default written out; of a matrix, its first point."),
    .optional("matrix", \.matrix, "What all points of a matrix gave."),
    .optional("model", \.model, "The layers and their parameters."),
    .optional(
      "cost", \.cost,
      "What the network costs, the same on every machine; of a matrix, where all points cost the "
        + "same."),
    .optional("training", \.training, "How the training went."),
    .optional(
      "evaluation", \.evaluation,
      "Losses and metrics of the parts with the weights at the end, and of the baselines."),
    .optional("predictions", \.predictions, "The predictions that `predictions.csv` lists."),
    .optional(
      "expectations", \.expectations,
      "What the file expects, and what it was; left out where nothing was expected."),
    .optional("digest", \.digest, "Digests of tensors, each `sha256:` and hexadecimal digits."),
    .optional(
      "files", \.files,
      "The files beside this one with the digests of their bytes. Where one differs, the result is "
        + "incomplete: it was being replaced, and a new run completes it."),
  ]

  package var experiment = ""
  package var source = ""
  package var format = Report.currentFormat
  package var numerics = Report.currentNumerics
  package var status = ReportStatus.done
  package var problems: [ReportProblem]?
  package var configuration: AnyData?
  package var matrix: ReportMatrix?
  package var model: ReportModel?
  package var cost: ReportCost?
  package var training: ReportTraining?
  package var evaluation: ReportEvaluation?
  package var predictions: ReportPredictions?
  package var expectations: [ReportExpectation]?
  package var digest: ReportDigest?
  package var files: KeyedValues<String>?

  package init() {}

  /// The configuration of all of it: that of the first point of a matrix, and the matrix.
  var wholeConfiguration: DataValue? {
    guard let matrix else { return configuration?.value }
    guard case .mapping(let members)? = configuration?.value else { return nil }
    return .mapping(members + [.init("matrix", matrix.definition.value)])
  }

  /// The file's text.
  package var text: String { JSONText.text(of: encoded) }

  /// Reads a report.
  ///
  /// - Parameter parsed: its JSON
  /// - Returns: the report, or the first thing that is wrong with it
  package static func read(_ parsed: ParseResult) -> (Report?, Diagnostic?) {
    guard let root = parsed.root else { return (nil, parsed.problems.first?.diagnostic) }
    var decoder = Decoder(readsFormulas: false)
    let (report, _) = decodeParts(root, &decoder)
    if let problem = decoder.problems.first { return (nil, problem.diagnostic) }
    return (report, nil)
  }

  /// The configuration in a report may have as many values as an experiment's file, at greater
  /// depth.
  package static let limits = Limits(
    fileSize: 64 << 20, depth: Limits.standard.depth + 8, nodes: 2 * Limits.standard.nodes,
    problems: 1)
}

/// What became of an experiment, as its report says it.
package enum ReportStatus: String, SchemaEnumeration, Sendable {
  package static let kind = "status"

  /// It was run, and nothing was expected.
  case done
  /// It was run, and everything came out as expected.
  case passed
  /// It was run, and something did not come out as expected, or a number was no longer finite.
  case failed
  /// It cannot be run.
  case invalid
}
