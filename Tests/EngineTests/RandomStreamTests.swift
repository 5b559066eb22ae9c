import Engine
import Testing

/// Expected numbers from a separate implementation in Python of the words and of each rule.
struct RandomStreamTests {
  private func stream(_ name: String = "kernel", seed: UInt64 = 1) -> RandomStream {
    RandomStream(seed: seed, stream: name)
  }

  @Test func wordsAreTheBlocksInOrder() {
    var stream = stream()
    let expected: [UInt32] = [
      0xae6b_a7ae, 0xea7b_05e8, 0xcefe_5331, 0x1645_03e1, 0x6bbf_fa1d, 0x56e0_641d, 0x3987_6ec5,
      0x1b76_ccfc, 0x3852_29d3,
    ]
    #expect(expected.map { _ in stream.word() } == expected)
  }

  @Test func floatsAreTheUpper24Bits() {
    var stream = stream()
    #expect(stream.float() == 0.681330144405365)
    #expect(stream.float() == 0.9159396290779114)
  }

  @Test func doublesAreTheUpper53Bits() {
    var stream = stream()
    #expect(stream.double() == 0.9159396832532551)
    #expect(stream.double() == 0.08699058783440106)
  }

  @Test func openDoublesAreOddMultiples() {
    var stream = stream()
    #expect(stream.openDouble() == 0.9159396832532553)
    #expect(stream.openDouble() == 0.08699058783440117)
  }

  /// A bound that rejects a quarter of the words: here the first, fifth, sixth and others.
  @Test func integersRejectTheExcess() {
    var stream = stream("rejection", seed: 3)
    let expected: [UInt32] = [
      2_239_162_501, 2_085_957_124, 896_014_971, 2_447_095_271, 1_794_381_480, 1_656_990_742,
    ]
    #expect(expected.map { _ in stream.integer(below: 3 << 30) } == expected)
    #expect(stream.integer(below: 1) == 0)
  }

  @Test func permutationShufflesFromTheLast() {
    var stream = stream("shuffle", seed: 42)
    #expect(stream.permutation(count: 12) == [8, 4, 7, 9, 10, 2, 3, 0, 6, 5, 11, 1])
    #expect(stream.permutation(count: 0) == [])
    #expect(stream.permutation(count: 1) == [0])
    #expect(stream.permutation(count: 1000).sorted() == Array(0..<1000))
  }

  /// Each of the 24 orders of four, 1000 expected: chi-square with 23 degrees of freedom is above
  /// 49.7 for one seed in a thousand.
  @Test func permutationsAreEquallyLikely() {
    let seed: UInt64 = 2011
    var stream = stream("orders", seed: seed)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<24_000 {
      counts[stream.permutation(count: 4), default: 0] += 1
    }
    let chiSquare = counts.values.reduce(0.0) { $0 + Double(($1 - 1000) * ($1 - 1000)) / 1000 }
    #expect(counts.count == 24 && chiSquare < 49.7, "seed \(seed), chi-square \(chiSquare)")
  }

  /// The first four moments of a hundred thousand draws: 0, 1, 0, 3, within 4.5 standard errors.
  @Test func normalsHaveTheMomentsOfTheStandardNormal() {
    let seed: UInt64 = 1988
    var stream = stream("moments", seed: seed)
    let count = 100_000.0
    var sums = SIMD4<Double>.zero
    for _ in 0..<Int(count) {
      let z = stream.normal()
      sums += SIMD4(z, z * z, z * z * z, z * z * z * z)
    }
    let variances = SIMD4<Double>(1, 2, 15, 96)
    let errors = (sums / count - SIMD4(0, 1, 0, 3)) / (variances / count).squareRoot()
    for moment in 0..<4 {
      #expect(abs(errors[moment]) < 4.5, "seed \(seed), moment \(moment + 1)")
    }
  }
}
