import Experiments
import Runs
import Testing
import Training

@Suite struct BenchmarkTextTests {
  @Test func twoThreads() {
    let expected = """
      echo

      shapes     batch 4, 20 parameters
      machine    avx512, 2 threads
      step       20.00 µs (18.00 to 25.00 in 3 rounds of 100)
                 100.0 GFLOP/s, 25.0 % of the peak
      FMA peak   210.0 GFLOP/s with 1 thread, 400.0 with 2 at once
      functions  exp 0.25, tanh 0.50 ns an element with 1 thread

      node  kernel       share     µs  GFLOP/s  of peak
         0  pack_gates   8.3 %   2.00        –        –
         0  lstm        41.7 %  10.00    150.0   37.5 %
        12  adam        50.0 %  12.00     41.7   10.4 %

      The calls take 24.00 µs, 20.0 % more than the whole step.
      Timed one by one, threads wait for one another after each call; in a whole step
      only where they must. Shares are of the calls' sum.

      """
    #expect(BenchmarkText.text(of: SampleBenchmark.benchmark()) == expected)
  }

  /// One thread has one peak, against which everything is held; long steps need fewer decimals.
  @Test func oneThread() {
    let expected = """
      echo

      shapes     batch 4, 20 parameters
      machine    avx2, 1 thread
      step       25000.0 µs (24000.0 to 26000.0 in 1 round of 1)
                 105.0 GFLOP/s, 50.0 % of the peak
      FMA peak   210.0 GFLOP/s with 1 thread
      functions  exp 0.25, tanh 0.50 ns an element with 1 thread

      node  kernel   share       µs  GFLOP/s  of peak
         3  gemm    50.0 %  10000.0    157.5   75.0 %
         4  gemm    50.0 %  10000.0    105.0   50.0 %

      The calls take 20000.0 µs, 20.0 % less than the whole step.
      Timed one by one, the clock is read between them; in a whole step they follow
      one another at once. Shares are of the calls' sum.

      """
    let benchmark = SampleBenchmark.benchmark { measured in
      measured.instructionSet = "avx2"
      measured.threads = 1
      measured.rounds = 1
      measured.stepsARound = 1
      measured.step = Spread(median: 25e-3, minimum: 24e-3, maximum: 26e-3)
      measured.peakOfAll = nil
      measured.calls = [
        .init(node: 3, operation: "Gemm", kernel: "gemm", operations: 1.575e9, seconds: 10e-3),
        .init(node: 4, operation: "Gemm", kernel: "gemm", operations: 1.05e9, seconds: 10e-3),
      ]
    }
    #expect(BenchmarkText.text(of: benchmark) == expected)
  }

  @Test(arguments: [
    String(repeating: "long-", count: 40), String(repeating: "長さ", count: 60),
    "matrix/length=5,training.optimizer=" + String(repeating: "SGD.", count: 30),
  ])
  func noLineIsWiderThanAPage(name: String) {
    let lines = BenchmarkText.text(of: SampleBenchmark.benchmark(name)).split(separator: "\n")
    for line in lines {
      // Letters of Han and Kana take two columns.
      let columns = line.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x3000 ? 2 : 1) }
      #expect(columns <= 80, "\(line)")
    }
    #expect(lines[0].contains("…") && lines[0].hasPrefix(name.prefix(10)))
  }
}
