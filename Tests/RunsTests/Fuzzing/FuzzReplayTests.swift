import Fuzzing
import Testing

/// A short replay of the fuzzer: the same made texts every time.
@Suite struct FuzzReplayTests {
  /// A few seconds of an unoptimised build.
  private static let seeds: Range<UInt64> = 0..<250

  @Test func madeTextsAreSurvived() throws {
    let seeds = try Seeds()
    for seed in Self.seeds {
      let violations = LanguageCase.violations(of: Mutator.make(seed, from: seeds))
      #expect(violations == [], "fuzz-language --print \(seed)")
    }
  }
}
