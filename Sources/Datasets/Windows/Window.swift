import Graphs
package import Schemas

/// How samples are cut out of rows: some past steps, and the rows ahead of them.
package struct Window: Configurable {
  package static let title = "window"
  package static let summary =
    "How samples are cut out of rows: the input is the past, the target the rows ahead."
  package static let keys: [Key<Window>] = [
    .required("past", \.past, "The steps of the past.", .within(1, 1_000_000)),
    .required("ahead", \.ahead, "The rows ahead, one behind the other.", .within(1, 1_000_000)),
    .optional(
      "gap", \.gap, "The rows between the past and those ahead.", .within(0, 1_000_000_000)),
    .optional(
      "sampling", \.sampling, "The rows from one step of the past to the next.",
      .within(1, 1_000_000)),
    .optional(
      "stride", \.stride, "The rows from one window to the next, counted from a part's first.",
      .within(1, 1_000_000_000)),
    .optional(
      "history", \.reachesBack,
      "Whether the past of a part's first windows may lie in the part before it, which is known by "
        + "then."),
  ]
  package static let examples = ["window: {past: 12, ahead: 1}"]

  package var past = 1
  package var ahead = 1
  package var gap = 0
  package var sampling = 1
  package var stride = 1
  package var reachesBack = true

  package init() {}

  /// The rows from the first step of the past to the first row ahead.
  package var reach: Int { (past - 1) * sampling + 1 + gap }

  /// The first rows ahead of the windows of a part.
  ///
  /// - Parameter rows: the rows of the part
  package func starts(in rows: Range<Int>) -> [Int] {
    let first = max(rows.lowerBound, reach + (reachesBack ? 0 : rows.lowerBound))
    let last = rows.upperBound - ahead
    return first <= last ? Array(Swift.stride(from: first, through: last, by: stride)) : []
  }

  /// The rows of the past of a window, in their order.
  package func pastRows(of start: Int) -> [Int] {
    (0..<past).map { start - reach + $0 * sampling }
  }
}
