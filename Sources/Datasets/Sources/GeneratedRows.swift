import Engine
package import Schemas

/// A sum of sine waves, with noise.
package struct Sine: DataSource {
  package static let title = "sine"
  package static let summary =
    "A sine wave or the sum of several, a number a row, with noise: the sum of "
    + "amplitude · sin(2π(row / period + phase))."
  package static let keys: [Key<Sine>] = [
    .required("length", \.length, "How many rows.", .atLeast(1)),
    .optional("period", \.period, "The rows of one turn.", .above(0)),
    .optional("amplitude", \.amplitude, "The largest value of the wave.", .float32),
    .optional("phase", \.phase, "Where row 0 stands, in turns: 0.25 is the top.", .float32),
    .optional("waves", \.waves, "Further waves to add."),
    .optional("offset", \.offset, "What is added to every row.", .float32),
    .optional("noise", \.noise, "The standard deviation of normal noise.", .atLeast(0)),
  ]
  package static let examples = [
    "sine: {length: 600, period: 24, noise: 0.05}",
    "sine: {length: 600, period: 24, waves: [{period: 168, amplitude: 0.5}]}",
  ]

  package var length = 1
  package var period = 10.0
  package var amplitude = 1.0
  package var phase = 0.0
  package var waves: [Wave]?
  package var offset = 0.0
  package var noise = 0.0

  package init() {}

  package var count: Int? { length }
  package var isDrawn: Bool { noise > 0 }

  package func load(_ context: SourceContext) -> SourceData {
    var first = Wave()
    (first.period, first.amplitude, first.phase) = (period, amplitude, phase)
    let all = [first] + (waves ?? [])
    var stream = RandomStream(seed: context.seed, stream: context.stream)
    return .series(
      (0..<length).map { row in
        var value = offset
        for wave in all { value += wave.value(at: row) }
        return noise > 0 ? value + noise * stream.normal() : value
      })
  }
}

/// One wave of a sum.
package struct Wave: Configurable {
  package static let title = "wave"
  package static let summary = "One wave of a sum."
  package static let keys: [Key<Wave>] = [
    .required("period", \.period, "The rows of one turn.", .above(0)),
    .optional("amplitude", \.amplitude, "The largest value.", .float32),
    .optional("phase", \.phase, "Where row 0 stands, in turns.", .float32),
  ]

  package var period = 10.0
  package var amplitude = 1.0
  package var phase = 0.0

  package init() {}

  func value(at row: Int) -> Double {
    let turns = Double(row) / period + phase
    return amplitude * sineOfTurns(turns - turns.rounded(.down))
  }
}

/// Steps of a normal distribution, added up.
package struct RandomWalk: DataSource {
  package static let title = "random_walk"
  package static let summary =
    "A random walk, a number a row: each is the one before it and a normal step. The best forecast is "
    + "the last value."
  package static let keys: [Key<RandomWalk>] = [
    .required("length", \.length, "How many rows.", .atLeast(1)),
    .optional("step", \.step, "The standard deviation of a step.", .atLeast(0)),
    .optional("drift", \.drift, "The mean of a step.", .float32),
    .optional("start", \.start, "The first value.", .float32),
  ]
  package static let examples = ["random_walk: {length: 500, step: 0.1}"]

  package var length = 1
  package var step = 1.0
  package var drift = 0.0
  package var start = 0.0

  package init() {}

  package var count: Int? { length }
  package var isDrawn: Bool { true }

  package func load(_ context: SourceContext) -> SourceData {
    var stream = RandomStream(seed: context.seed, stream: context.stream)
    var value = start
    return .series(
      (0..<length).map { row in
        if row > 0 { value += drift + step * stream.normal() }
        return value
      })
  }
}

/// Independent normal numbers.
package struct Noise: DataSource {
  package static let title = "noise"
  package static let summary =
    "Independent normal numbers, one a row. Nothing can be learned but their mean."
  package static let keys: [Key<Noise>] = [
    .required("length", \.length, "How many rows.", .atLeast(1)),
    .optional("mean", \.mean, "Their mean.", .float32),
    .optional("standard_deviation", \.deviation, "Their standard deviation.", .atLeast(0)),
  ]
  package static let examples = ["noise: {length: 200}"]

  package var length = 1
  package var mean = 0.0
  package var deviation = 1.0

  package init() {}

  package var count: Int? { length }
  package var isDrawn: Bool { true }

  package func load(_ context: SourceContext) -> SourceData {
    var stream = RandomStream(seed: context.seed, stream: context.stream)
    return .series((0..<length).map { _ in mean + deviation * stream.normal() })
  }
}

/// A linear recurrence with normal noise.
package struct Autoregressive: DataSource {
  package static let title = "autoregressive"
  package static let summary =
    "An autoregressive series, a number a row: coefficients times the values before it, and normal "
    + "noise."
  package static let keys: [Key<Autoregressive>] = [
    .required("length", \.length, "How many rows.", .atLeast(1)),
    .required(
      "coefficients", \.coefficients, "Of the last value, the one before it, and so on.", .float32),
    .optional("start", \.start, "The first values; zeros by default.", .float32),
    .optional("noise", \.noise, "The standard deviation of the noise.", .atLeast(0)),
  ]
  package static let examples = ["autoregressive: {length: 300, coefficients: [0.6, 0.3]}"]

  package var length = 1
  package var coefficients: [Double] = []
  package var start: [Double]?
  package var noise = 1.0

  package init() {}

  package var count: Int? { length }
  package var isDrawn: Bool { true }

  package func load(_ context: SourceContext) -> SourceData {
    var stream = RandomStream(seed: context.seed, stream: context.stream)
    var values: [Double] = []
    let first = start ?? []
    for row in 0..<length {
      guard row >= first.count else {
        values.append(first[row])
        continue
      }
      var value = 0.0
      for (lag, coefficient) in coefficients.enumerated() where row > lag {
        value += coefficient * values[row - 1 - lag]
      }
      values.append(value + noise * stream.normal())
    }
    return .series(values)
  }
}
