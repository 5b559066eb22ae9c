import Experiments
import Runs
import Testing
import Training

@Suite struct BenchmarkJSONTests {
  /// All figures are powers of two or whole, so that no rounding shows.
  private static let exact = SampleBenchmark.benchmark { measured in
    measured.step = Spread(median: 0.5, minimum: 0.25, maximum: 1)
    measured.calls = [
      .init(node: 0, operation: "LSTM", kernel: "lstm", operations: 1e9, seconds: 0.25),
      .init(node: 2, operation: "Gemm", kernel: "pack", operations: 0, seconds: 0),
    ]
    measured.peakOfOne = Spread(median: 4e9, minimum: 2e9, maximum: 8e9)
    measured.peakOfAll = nil
    measured.functions = []
  }

  @Test func everyFigureInItsPlace() {
    let expected = """
      {
        "format": 1,
        "experiment": "echo",
        "batch": 4,
        "parameters": 20,
        "arena_bytes": 4096,
        "instruction_set": "avx512",
        "threads": 2,
        "rounds": 3,
        "steps_a_round": 100,
        "step": {
          "microseconds": {
            "median": 500000.0,
            "minimum": 250000.0,
            "maximum": 1000000.0
          },
          "operations": 1000000000.0,
          "gflops": 2.0,
          "share_of_peak": 0.25
        },
        "peak": {
          "one_thread": {
            "median": 4.0,
            "minimum": 2.0,
            "maximum": 8.0
          },
          "all_threads": null,
          "gflops": 8.0
        },
        "functions": [],
        "operations": [
          {
            "node": 0,
            "operation": "LSTM",
            "kernel": "lstm",
            "operations": 1000000000.0,
            "microseconds": 250000.0,
            "share_of_time": 1.0,
            "gflops": 4.0,
            "share_of_peak": 0.5
          },
          {
            "node": 2,
            "operation": "Gemm",
            "kernel": "pack",
            "operations": 0.0,
            "microseconds": 0.0,
            "share_of_time": 0.0,
            "gflops": 0.0,
            "share_of_peak": 0.0
          }
        ],
        "sum_of_operations": 250000.0
      }

      """
    let text = BenchmarkJSON.text(of: Self.exact)
    #expect(text == expected, "\(text)")
  }

  @Test func threadsAndFunctionsAreTold() {
    let text = BenchmarkJSON.text(
      of: SampleBenchmark.benchmark {
        $0.peakOfAll = Spread(median: 8e9, minimum: 4e9, maximum: 16e9)
        $0.functions = [.init(name: "exp", seconds: 0.5e-9)]
      })
    #expect(text.contains("\"maximum\": 16.0"))
    #expect(text.contains(#"{"name": "exp", "nanoseconds": 0.5}"#))
  }
}
