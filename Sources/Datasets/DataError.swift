package import Files
package import Graphs

/// Why data cannot be read, prepared or shaped as a file asks.
package enum DataError: Error, Sendable, Hashable {
  // Files.
  /// A file that cannot be read.
  case file(FileProblem, file: String)
  /// A text that is not the table that it should be.
  case csv(CSVProblem, file: String)
  /// A file of arrays that is not well-formed, or holds what is not supported.
  case array(String, file: String)

  // Columns.
  case unknownColumn(String, known: [String])
  /// A column of another kind than a step takes.
  case columnKind(String, ColumnKind, wanted: ColumnKind)
  /// A column whose values are no numbers reaches a window or the end.
  case notNumbers(String, ColumnKind)
  /// A step that needs times, and a table that has none.
  case noTimes
  /// A step makes a column of a name that there is already.
  case repeatedColumn(String)
  /// A gap that nothing fills.
  case gap(column: String, RowPlace)
  /// A gap at the beginning, before which there is nothing.
  case leadingGap(column: String, RowPlace)
  /// Times that do not rise.
  case timeOrder(RowPlace, time: String, before: String)
  /// A number that a step has no value for.
  case outsideDomain(step: String, column: String, value: Double, RowPlace)
  /// The training rows of a column are all the same.
  case constant(column: String, value: Double)
  /// The training rows of a column are all gaps.
  case allGaps(column: String)
  /// A step leaves no row, or none to train on.
  case noRows
  /// More numbers than are held.
  case tooMany(limit: Int)
  /// A number that float32 does not hold.
  case notFinite(column: String, RowPlace)
  /// A range whose ends are in the wrong order, or equal.
  case range(Double, Double)

  // Parts and windows.
  case split(SplitProblem)
  /// A part has too few rows for one window.
  case shortPart(String, rows: Int, needed: Int)
  /// Windows of rows that are shuffled.
  case shuffledWindows
  /// Windows or steps over rows, and a source that gives samples.
  case notRows
  /// A step learns from the rows of the training part, and the samples are no rows any more.
  case reshapedRows(rows: Int, samples: Int)
  /// New draws of what is not drawn.
  case notDrawn
  /// New draws of rows that are prepared or windowed.
  case drawnRows

  // Samples.
  /// A reshape would have to make or drop elements.
  case elementCount(from: Shape, to: Shape)
  /// A shape without sizes, so without samples.
  case noAxes
  /// A shape with more than one open size.
  case openSizes
  /// A slice of an axis that there is not.
  case axis(Int, of: Shape)
  /// A slice that reaches beyond its axis.
  case slice(start: Int, count: Int, axis: Int, of: Shape)
  /// A transformation needs more axes.
  case rank(step: String, needed: Int, Shape)
  /// A transformation does not take sequences of different lengths.
  case ragged(step: String)
  /// Sequences of different lengths at the end.
  case unpadded
  /// A table of columns, where a transformation needs numbers.
  case table(step: String, columns: [String])
  /// A transformation that needs the columns of a table, and numbers without names.
  case noColumns(step: String)
  case unknownName(String, known: [String])
  /// A number that is no label under a number of classes.
  case label(Double, classes: Int, sample: Int)
  /// A category that the training part does not have.
  case unseen(category: String, column: String, RowPlace)
  /// A sequence longer than all of the training part.
  case longSequence(Int, longest: Int)
  /// Arrays that cannot be put beside one another, or compared.
  case unequalShapes(Shape, Shape)
  /// A `step` that its array does not have.
  case step(Int, of: Shape)

  /// The part of a split that is wrong, by its name; nil: the split as a whole.
  package var part: String? {
    switch self {
    case .split(.empty(let part)), .split(.severalRests(let part)): part
    default: nil
    }
  }

  /// The argument of a transformation that is wrong; nil: the whole step.
  package var key: String? {
    switch self {
    case .elementCount, .noAxes, .openSizes: "shape"
    case .axis: "axis"
    case .slice(let start, _, let axis, let shape): start < shape[axis] ? "count" : "start"
    case .step: "step"
    case .range: "range"
    case .csv(.notNumber, _), .csv(.tooLarge, _), .csv(.notTime, _): "columns"
    case .file, .csv, .array: "file"
    case .unknownColumn, .columnKind, .repeatedColumn: "columns"
    default: nil
    }
  }
}
