/// A small picture of a series of numbers, in blocks.
package enum Sparkline {
  private static let blocks = Array("▁▂▃▄▅▆▇█")

  /// One block for each of at most `width` equal stretches of the series: the mean of it, between the
  /// smallest and the largest mean. Gaps (NaN) are left out; a stretch of them is a space.
  package static func text(of numbers: [Double], width: Int) -> String {
    let count = min(width, numbers.count)
    guard count > 0 else { return "" }
    let means = (0..<count).map { stretch in
      let range = stretch * numbers.count / count..<(stretch + 1) * numbers.count / count
      let known = numbers[range].filter { $0.isFinite }
      return known.isEmpty ? Double.nan : known.reduce(0, +) / Double(known.count)
    }
    let known = means.filter { !$0.isNaN }
    guard let low = known.min(), let high = known.max() else {
      return String(repeating: " ", count: count)
    }
    return String(
      means.map { mean in
        if mean.isNaN { return " " }
        // A level line stands low.
        let share = high > low ? (mean - low) / (high - low) : 0
        return blocks[min(Int(share * 8), 7)]
      })
  }
}
