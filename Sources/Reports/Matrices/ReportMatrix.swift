package import Schemas

/// What all points of a matrix gave.
package struct ReportMatrix: Configurable {
  package static let title = "matrix"
  package static let summary = "What all points of a matrix gave; `runs.csv` has a row a point."
  package static let keys: [Key<ReportMatrix>] = [
    .required("definition", \.definition, "The matrix as the file has it."),
    .required("axes", \.axes, "What differs from point to point."),
    .required("points", \.points, "How many points there are.", .atLeast(1)),
    .required("runs", \.runs, "How many of them ended in which way."),
    .required(
      "statistics", \.statistics, "Of each number of the points' reports, by its path."),
  ]

  package var definition = AnyData(.null)
  package var axes: [ReportAxis] = []
  package var points = 1
  package var runs = ReportRuns()
  package var statistics = KeyedValues<ReportStatistics>()

  package init() {}
}

/// One key that a matrix sets.
package struct ReportAxis: Configurable {
  package static let title = "axis"
  package static let summary = "One key that a matrix sets."
  package static let keys: [Key<ReportAxis>] = [
    .required("key", \.key, "The variable, or the key with points between its parts."),
    .required("count", \.count, "How many different values it has.", .atLeast(1)),
    .optional("values", \.values, "The values, where they are at most twenty."),
    .optional("first", \.first, "Of more values, the first."),
    .optional("last", \.last, "Of more values, the last."),
  ]

  package var key = ""
  package var count = 1
  package var values: [String]?
  package var first: String?
  package var last: String?

  package init() {}

  /// The values on one line.
  var text: String {
    values?.joined(separator: ", ") ?? "\(first ?? "") to \(last ?? ""), \(count) values"
  }

  init(_ key: String, _ all: [String]) {
    self.key = key
    count = all.count
    if all.count <= 20 {
      values = all
    } else {
      (first, last) = (all.first, all.last)
    }
  }
}

/// How many points ended in which way.
package struct ReportRuns: Configurable {
  package static let title = "runs"
  package static let summary = "How many points ended in which way."
  package static let keys: [Key<ReportRuns>] = [
    .required("done", \.done, "Run, and nothing was expected.", .atLeast(0)),
    .required("passed", \.passed, "Run, and as expected.", .atLeast(0)),
    .required("failed", \.failed, "Run, and not as expected.", .atLeast(0)),
    .required("invalid", \.invalid, "Not run.", .atLeast(0)),
  ]

  package var done = 0
  package var passed = 0
  package var failed = 0
  package var invalid = 0

  package init() {}
}

/// Statistics of one number over all points.
package struct ReportStatistics: Configurable {
  package static let title = "statistics"
  package static let summary = "Of those points whose number is finite."
  package static let keys: [Key<ReportStatistics>] = [
    .required("count", \.count, "How many they are.", .atLeast(0)),
    .optional("mean", \.mean, "Their mean."),
    .optional("standard_deviation", \.standardDeviation, "The standard deviation (n - 1)."),
    .optional("minimum", \.minimum, "The smallest."),
    .optional("median", \.median, "The one in the middle, of an even count the mean of two."),
    .optional("maximum", \.maximum, "The largest."),
  ]

  package var count = 0
  package var mean: Double?
  package var standardDeviation: Double?
  package var minimum: Double?
  package var median: Double?
  package var maximum: Double?

  package init() {}

  init(_ statistics: Statistics?) {
    guard let statistics else { return }
    count = statistics.count
    mean = statistics.mean
    standardDeviation = statistics.standardDeviation
    minimum = statistics.minimum
    median = statistics.median
    maximum = statistics.maximum
  }
}
