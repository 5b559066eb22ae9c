import Datasets
import Diagnostics
import Documents
import Files
import Graphs
import Schemas
import YAML

extension DataError {
  /// The problem in words.
  ///
  /// - Parameter subject: what messages call the data: "the input `a`"
  func diagnostic(of subject: String, at range: SourceRange) -> Diagnostic {
    switch self {
    case .file(let problem, let file):
      return Diagnostic(
        .dataFile, problem.calling(file).text, at: range, Self.advice(for: problem))
    case .csv(let problem, let file): return problem.diagnostic(in: file, at: range)
    case .array(let reason, let file):
      return Diagnostic(
        .dataFile, "`\(file)` cannot be used: \(reason)", at: range,
        "save the array again, as float32 or float64")
    case .unknownColumn, .columnKind, .notNumbers, .noTimes, .repeatedColumn, .gap, .leadingGap,
      .timeOrder, .outsideDomain, .constant, .allGaps, .noRows, .tooMany, .notFinite,
      .range:
      return rowDiagnostic(at: range)
    case .split(let problem): return problem.diagnostic(at: range)
    case .shortPart, .shuffledWindows, .notRows, .reshapedRows, .notDrawn, .drawnRows:
      return partDiagnostic(at: range)
    case .elementCount, .noAxes, .openSizes, .axis, .slice, .rank, .ragged, .unpadded, .table,
      .noColumns,
      .unknownName, .label, .unseen, .longSequence, .unequalShapes, .step:
      return sampleDiagnostic(of: subject, at: range)
    }
  }

  private static func advice(for problem: FileProblem) -> String {
    switch problem {
    case .outside: "the project is the folder that holds `experiments`: copy the file into it"
    case .nulInPath: "remove it: the name ends before it"
    case .changing: "run it again once nobody writes to the file"
    case .notFound, .unreadable, .notRegular, .tooLarge, .unwritable, .emptyPath, .notUTF8,
      .tooDeep, .outputLost, .notFolder, .isLink, .locked, .taken, .noExperiments, .noProgram:
      "paths are relative to this file's folder"
    }
  }

  // MARK: Rows

  private func rowDiagnostic(at range: SourceRange) -> Diagnostic {
    switch self {
    case .unknownColumn(let name, let known):
      return Diagnostic(
        .dataStep, "there is no column `\(name)`", at: range,
        Suggestion.text(for: name, among: known))
    case .columnKind(let name, let kind, let wanted):
      let advice =
        wanted == .number && kind == .category
        ? "make columns of its categories before: `one_hot: {columns: [\(name)]}`, or leave it out "
          + "with `select`"
        : "give it the type `\(wanted.rawValue)` in the source's `columns`, or name another column"
      return Diagnostic(
        .dataStep,
        "the column `\(name)` is of the type \(kind.rawValue), and a \(wanted.rawValue) is "
          + "needed", at: range, advice)
    case .notNumbers(let name, let kind):
      return Diagnostic(
        .dataStep, "the column `\(name)` is of the type \(kind.rawValue), and windows take numbers",
        at: range,
        kind == .category
          ? "add `one_hot: {columns: [\(name)]}` to `prepare`, or leave the column out of the source's "
            + "`columns`"
          : "leave the column out of the source's `columns`")
    case .noTimes:
      return Diagnostic(
        .dataStep, "there is no column of times", at: range,
        "give one the type `time` in the source: `columns: {time: time, …}`")
    case .repeatedColumn(let name):
      return Diagnostic(
        .dataStep, "there would be two columns `\(name)`", at: range, "keep one of them")
    case .gap(let column, let place):
      return Diagnostic(
        .dataStep, "\(place.text) has no value in the column `\(column)`", at: range,
        "fill gaps: `missing: {fill: previous}` in `csv`, or `fill: {method: linear}` in `prepare`")
    case .leadingGap(let column, let place):
      return Diagnostic(
        .dataStep,
        "\(place.text) has no value in the column `\(column)`, and there is none before it",
        at: range, "fill with a number, or leave such rows out: `missing: {fill: drop}`")
    case .timeOrder(let place, let time, let before):
      return Diagnostic(
        .dataStep, "\(place.text) is of \(time), but the row before it of \(before)", at: range,
        "sort the file by time, each time once")
    case .outsideDomain(let step, let column, let value, let place):
      return Diagnostic(
        .dataStep,
        "`\(step)` has no value for \(Double.spell(value)) in the column `\(column)`, "
          + "\(place.text)", at: range,
        step == "log" && value == 0
          ? "use `log1p`, or `clip` the column before" : "`clip` the column before, or leave it out"
      )
    case .constant(let column, let value):
      return Diagnostic(
        .dataStep,
        "the training rows of the column `\(column)` are all \(Double.spell(value)), which cannot be "
          + "scaled", at: range, "leave the column out with `select`, or name other `columns`")
    case .allGaps(let column):
      return Diagnostic(
        .dataStep, "the training rows of the column `\(column)` are all gaps", at: range,
        "leave the column out with `select`, or train on more rows")
    case .tooMany(let limit):
      return Diagnostic(
        .memory, "the data would have more than \(limit) numbers", at: range,
        "use fewer rows, columns, steps or classes")
    case .notFinite(let column, let place):
      return Diagnostic(
        .dataStep, "\(place.text) of the column `\(column)` is beyond the range of float32",
        at: range,
        "numbers go up to about 3.4e38; `log` or `clip` what grows without end")
    case .range(let low, let high):
      return Diagnostic(
        .dataStep, "a range must rise, not go from \(Double.spell(low)) to \(Double.spell(high))",
        at: range, "write the lower end first: `[0, 1]`")
    default:
      return Diagnostic(
        .emptyData, "no rows are left to train on", at: range,
        "take more rows, or make the training part larger")
    }
  }

  // MARK: Parts

  private func partDiagnostic(at range: SourceRange) -> Diagnostic {
    switch self {
    case .shortPart(let part, let rows, let needed):
      return Diagnostic(
        .window, "a window takes \(needed) rows of the part `\(part)`, which has \(rows)",
        at: range,
        "make the part larger, or the window shorter")
    case .shuffledWindows:
      return Diagnostic(
        .window, "windows of shuffled rows would mix what comes later into what is learned",
        at: range, "remove `shuffle` from `split`; `shuffle` below `training` mixes the windows")
    case .notRows:
      return Diagnostic(
        .window, "`prepare` and `window` work on rows, and this source gives samples", at: range,
        "use the transformations of `input` and `target`, or a source of rows")
    case .reshapedRows(let rows, let samples):
      return Diagnostic(
        .sampleCount,
        "the split divides \(rows) rows, but the transformations make \(samples) samples of them",
        at: range, "keep one sample a row, or cut samples with `window`")
    case .notDrawn:
      return Diagnostic(
        .dataStep, "nothing is drawn here: the source gives the same numbers in every epoch",
        at: range, "remove `draw`, or use a task, such as `adding`")
    default:
      return Diagnostic(
        .dataStep, "`draw: each_epoch` takes a task that gives samples, not rows", at: range,
        "use `draw: once`, or a task, such as `adding`")
    }
  }
}

extension RowPlace {
  /// As the beginning of a sentence.
  var text: String {
    switch self {
    case .line(let line, let file): "line \(line) of `\(file)`"
    case .row(let row): "row \(row)"
    }
  }
}

extension SplitProblem {
  fileprivate func diagnostic(at range: SourceRange) -> Diagnostic {
    func all(_ count: Int) -> String { ExperimentProblem.samples(count) }
    switch self {
    case .tooMany(let wanted, let samples):
      return Diagnostic(
        .sampleCount, "the parts take \(wanted) of \(all(samples))", at: range,
        "make them smaller, or let one take the `rest`")
    case .unused(let count, let samples):
      return Diagnostic(
        .sampleCount, "\(count) of \(all(samples)) would be in no part", at: range,
        "let the last part take the `rest`")
    case .empty(let part):
      return Diagnostic(
        .emptyData, "the part `\(part)` has no samples", at: range,
        "give it at least one, or remove it")
    case .severalRests(let part):
      return Diagnostic(
        .sampleCount, "two parts take the `rest`, `\(part)` is the second", at: range,
        "write a count or a fraction for one of them")
    }
  }
}
