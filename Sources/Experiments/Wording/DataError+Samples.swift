import Datasets
import Diagnostics
import Documents
import Graphs
import Schemas
import YAML

extension DataError {
  /// Problems of transformations.
  func sampleDiagnostic(of subject: String, at range: SourceRange) -> Diagnostic {
    switch self {
    case .elementCount(let from, let to):
      let count = to.elementCount == Int.max ? "far too many" : "\(to.elementCount)"
      return Diagnostic(
        .reshape,
        "\(subject) has \(from.elementCount) numbers, but the shape \(to) holds \(count)",
        at: range,
        "make the product of the sizes \(from.elementCount)")
    case .noAxes:
      return Diagnostic(
        .reshape, "the shape of \(subject) has no sizes", at: range,
        "begin with the number of samples")
    case .openSizes:
      return Diagnostic(
        .reshape, "the shape of \(subject) leaves more than one size open", at: range,
        "write `null` for one of them, such as the samples")
    case .axis(let axis, let shape):
      return Diagnostic(
        .reshape, "\(subject) has the shape \(shape), so no axis \(axis)", at: range,
        "axes are counted from zero: the last one is \(shape.rank - 1)")
    case .slice(let start, let count, let axis, let shape):
      return Diagnostic(
        .reshape,
        "axis \(axis) of \(subject) has \(shape[axis]) indices, too few for \(count) from "
          + "\(start) on: its shape is \(shape)", at: range,
        start < shape[axis]
          ? "keep at most \(shape[axis] - start)" : "begin below \(shape[axis])")
    case .rank(let step, let needed, let shape):
      return Diagnostic(
        .reshape, "`\(step)` needs \(needed) axes, but \(subject) is \(shape)", at: range,
        "make the axes first: `reshape: [null, 1]`")
    case .ragged(let step):
      return Diagnostic(
        .dataStep, "`\(step)` takes sequences of one length, and those of \(subject) differ",
        at: range,
        "put `pad` before it")
    case .unpadded:
      return Diagnostic(
        .dataStep, "the sequences of \(subject) differ in length", at: range,
        "add `pad` to its transformations; a Masking layer, or `mask_zero` of an Embedding, then "
          + "leaves the padding out")
    case .table(let step, let columns):
      let list = columns.map { "`\($0)`" }.joined(separator: ", ")
      let what =
        ["input", "target"].contains(step)
        ? "\(subject) still has columns that are no numbers: \(list)"
        : "`\(step)` takes numbers, and \(subject) has columns of others: \(list)"
      return Diagnostic(
        .dataStep, what, at: range,
        "make numbers of them with `tokens` or `category`, or keep others with `select`")
    case .noColumns(let step):
      return Diagnostic(
        .dataStep, "`\(step)` takes a column of a table, and \(subject) has none by then",
        at: range,
        "put it first, without a window, and give its column the type in the source's `columns`")
    case .unknownName(let name, let known):
      return Diagnostic(
        .dataStep, "there is no array `\(name)`", at: range,
        Suggestion.text(for: name, among: known))
    case .label(let label, let classes, let sample):
      return Diagnostic(
        .dataValue,
        "`one_hot` takes whole numbers from 0 to \(classes - 1); sample \(sample) has "
          + "\(Double.spell(label))", at: range, "number them from 0, or allow more `classes`")
    case .unseen(let category, let column, let place):
      return Diagnostic(
        .dataValue,
        "\(place.text) has `\(category)` in the column `\(column)`, which no training row has",
        at: range, "make the training part larger, or shuffle the split")
    case .longSequence(let length, let longest):
      return Diagnostic(
        .dataStep,
        "a sequence has \(length) steps, more than the \(longest) of the longest to train on",
        at: range, "give `pad` a `length`; longer sequences are then cut")
    case .unequalShapes(let first, let second):
      return Diagnostic(
        .reshape, "\(subject) is \(first), which does not fit \(second)", at: range,
        "all sizes but the last must be equal")
    case .step(let step, let shape):
      return Diagnostic(
        .reshape, "there is no step \(step): the array is \(shape)", at: range,
        "its steps are 0 to \(shape[1] - 1), or -1 backwards")
    default:
      preconditionFailure("the other kinds are worded in `diagnostic(of:at:)`")
    }
  }
}
