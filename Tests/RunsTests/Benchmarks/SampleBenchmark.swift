import Experiments
import Runs
import Training

/// Benchmarks with round figures: two million operations in 20 µs are 100 GFLOP/s.
enum SampleBenchmark {
  static let step = StepMeasurement(
    instructionSet: "avx512", threads: 2, rounds: 3, stepsARound: 100,
    step: Spread(median: 20e-6, minimum: 18e-6, maximum: 25e-6),
    calls: [
      .init(node: 0, operation: "LSTM", kernel: "pack_gates", operations: 0, seconds: 2e-6),
      .init(node: 0, operation: "LSTM", kernel: "lstm", operations: 1_500_000, seconds: 10e-6),
      .init(
        node: 12, operation: "AdamUpdate", kernel: "adam", operations: 500_000, seconds: 12e-6),
    ],
    peakOfOne: Spread(median: 200e9, minimum: 190e9, maximum: 210e9),
    peakOfAll: Spread(median: 390e9, minimum: 300e9, maximum: 400e9),
    functions: [
      .init(name: "exp", seconds: 0.25e-9), .init(name: "tanh", seconds: 0.5e-9),
    ])

  static func benchmark(
    _ name: String = "echo", _ change: (inout StepMeasurement) -> Void = { _ in }
  ) -> Benchmark {
    var measured = step
    change(&measured)
    return Benchmark(
      experiment: name, batch: 4, parameters: 20, arenaBytes: 4096, measurement: measured)
  }
}
