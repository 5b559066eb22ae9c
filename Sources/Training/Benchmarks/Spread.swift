/// What several measurements of one thing gave.
package struct Spread: Sendable, Hashable {
  package let median: Double
  package let minimum: Double
  package let maximum: Double

  package init(median: Double, minimum: Double, maximum: Double) {
    self.median = median
    self.minimum = minimum
    self.maximum = maximum
  }

  /// - Precondition: there is at least one value. Of an even number, the median is the mean of the
  ///   middle two.
  package init(_ values: [Double]) {
    let sorted = values.sorted()
    precondition(!sorted.isEmpty, "a spread is of something")
    let middle = sorted.count / 2
    self.init(
      median: sorted.count % 2 == 1
        ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2,
      minimum: sorted[0], maximum: sorted[sorted.count - 1])
  }
}
