package import Schemas

/// The last row that is known, again and again.
package struct LastValue: Baseline {
  package static let title = "last_value"
  package static let summary = "The value of the last row that is known."
  package static let keys: [Key<LastValue>] = []
  package static let examples = ["last_value"]

  package init() {}

  package var looksBack: Bool { true }

  package func answers(_ data: BaselineData) -> [Double] {
    data.forecast { column, _, last in column[last] }
  }
}

/// The row a season before.
package struct Seasonal: Baseline {
  package static let title = "seasonal"
  package static let summary =
    "The value a season before, or as many seasons as it takes to be known; a part whose first windows "
    + "have none is left out."
  package static let keys: [Key<Seasonal>] = [
    .required("season", \.season, "The rows of a season.", .within(1, 1e9))
  ]
  package static let examples = ["seasonal: {season: 12}"]

  package var season = 1

  package init() {}

  package var looksBack: Bool { true }

  package func answers(_ data: BaselineData) -> [Double] {
    data.forecast { column, row, last in
      let seasons = (row - last + season - 1) / season
      let known = row - seasons * season
      return known < 0 ? .nan : column[known]
    }
  }
}

/// The mean of what is trained on.
package struct MeanOfTraining: Baseline {
  package static let title = "mean"
  package static let summary =
    "The mean of the training rows, or without windows that of the training targets."
  package static let keys: [Key<MeanOfTraining>] = []
  package static let examples = ["mean"]

  package init() {}

  package var looksBack: Bool { false }

  package func answers(_ data: BaselineData) -> [Double] {
    if data.windows != nil, data.units.areRows {
      var means: [Int: Double] = [:]
      let size = data.units.shape.elementCount
      guard size == data.predictionShape.elementCount else {
        return [Double](repeating: .nan, count: data.predictionShape.elementCount)
      }
      return (0..<size).map { index in
        guard let (_, column) = data.units.place(of: index) else { return .nan }
        if let mean = means[column] { return mean }
        let mean = data.trainingMean(data.units.original(of: column))
        means[column] = mean
        return mean
      }
    }
    guard data.predictionShape == data.units.shape else {
      return [Double](repeating: .nan, count: data.predictionShape.elementCount)
    }
    return data.constant { targets in
      guard let first = targets.first else { return [] }
      return first.indices.map { index in
        let place = index - first.startIndex
        return targets.reduce(0) { $0 + $1[$1.startIndex + place] } / Double(targets.count)
      }
    }
  }
}

/// The line from the first row through the last that is known.
package struct Drift: Baseline {
  package static let title = "drift"
  package static let summary =
    "The line from the first row of all through the last that is known, drawn on."
  package static let keys: [Key<Drift>] = []
  package static let examples = ["drift"]

  package init() {}

  package var looksBack: Bool { true }

  package func answers(_ data: BaselineData) -> [Double] {
    data.forecast { column, row, last in
      last == 0
        ? column[0]
        : column[last] + Double(row - last) * (column[last] - column[0]) / Double(last)
    }
  }
}

/// The class that most training samples have.
package struct Majority: Baseline {
  package static let title = "majority"
  package static let summary =
    "The most frequent class of the training targets, the first of equally frequent ones, for every "
    + "sample and step."
  package static let keys: [Key<Majority>] = []
  package static let examples = ["majority"]

  package init() {}

  package var looksBack: Bool { false }

  package func answers(_ data: BaselineData) -> [Double] {
    let prediction = data.predictionShape.dimensions
    let classes = prediction.last ?? 1
    let rows = prediction.dropFirst().dropLast().reduce(1, *)
    return data.constant { targets in
      var counts: [Int: Int] = [:]
      for target in targets {
        let values = Array(target)
        let areVectors = classes > 1 && values.count == rows * classes
        for row in 0..<(areVectors ? rows : values.count) {
          let label =
            areVectors
            ? values[row * classes..<(row + 1) * classes].classOfRow
            : classes == 1 ? (values[row] > 0.5 ? 1 : 0) : Int(values[row])
          counts[label, default: 0] += 1
        }
      }
      let most = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0
      let one =
        classes == 1 ? [Double(most)] : (0..<classes).map { $0 == most ? 1 : 0 }
      return Array(repeatElement(one, count: rows).joined())
    }
  }
}
