extension DiagnosticCode {
  /// The pages on files of data, their steps and windows.
  var dataExplanation: Explanation {
    switch self {
    case .dataFile:
      Explanation(
        title: "A file of data cannot be read as it is described",
        text: "A source names a file relative to the experiment and inside its project. A table is "
          + "UTF-8, has the same cells in every row, and in a column of numbers each cell is a number "
          + "or a gap that `missing` knows. The place is file:line:column.",
        wrong: .keys("data: {source: {csv: {file: nowhere.csv, columns: [passengers]}}}"),
        right: .keys("data: {source: {values: [0, 0.2, 0.4, 0.6, 0.8]}}"))
    case .window:
      Explanation(
        title: "The rows do not make the windows that are asked for",
        text:
          "A window takes `past` steps, then a gap, then the rows `ahead`, which must all lie in "
          + "one part; the past may reach back into the part before. Rows are divided in the order of "
          + "time: what is shuffled are the windows, by `shuffle` below `training`.",
        wrong: .keys(
          "data:\n  window: {past: 9, ahead: 1}\n  input: {reshape: [1, 9, 1]}\n"
            + "  target: flatten\ntraining: {batch_size: 1}"),
        right: .keys(
          "data:\n  window: {past: 4, ahead: 1}\n  input: {reshape: [1, 4, 1]}\n"
            + "  target: flatten\ntraining: {batch_size: 1}"))
    default:
      Explanation(
        title: "A step does not fit the data that reach it",
        text: "Steps of `prepare` name columns of the table, which steps before may have made or "
          + "replaced, and take those of one type. Transformations take numbers, in sequences of one "
          + "length where they do not say otherwise. `lstm-lab show data` prints every stage.",
        wrong: .keys("data: {prepare: [scale: {columns: [speed]}]}"),
        right: .keys("data: {prepare: [scale: {columns: [value]}]}"))
    }
  }
}
