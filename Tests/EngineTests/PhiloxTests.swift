import Engine
import Testing

struct PhiloxTests {
  /// The vectors the authors publish with Random123 (`kat_vectors`, philox4x32, 10 rounds).
  @Test(arguments: [
    KnownAnswer(
      counter: SIMD4(0, 0, 0, 0), key: SIMD2(0, 0),
      answer: SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8)),
    KnownAnswer(
      counter: SIMD4(repeating: .max), key: SIMD2(repeating: .max),
      answer: SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd)),
    KnownAnswer(
      counter: SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344),
      key: SIMD2(0xa409_3822, 0x299f_31d0),
      answer: SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1)),
  ])
  func scramblesToPublishedAnswer(_ known: KnownAnswer) {
    #expect(Philox.scramble(known.counter, key: known.key) == known.answer)
  }

  /// Expected words from a separate implementation of Philox and FNV-1a in Python.
  @Test func keysBySeedNameAndIndex() {
    #expect(
      Philox(seed: 1, stream: "kernel").block(0)
        == SIMD4(0xae6b_a7ae, 0xea7b_05e8, 0xcefe_5331, 0x1645_03e1))
    #expect(
      Philox(seed: 0x1234_5678_9abc_def0, stream: "lstm_1/recurrent_kernel").block(1 << 32 + 5)
        == SIMD4(0x6ab8_88d8, 0x2c89_6268, 0x69c1_3a51, 0xa607_c0a1))
    #expect(
      Philox(seed: 7, stream: "größe").block(3)
        == SIMD4(0x32c0_a5c6, 0xe839_d513, 0x4764_936b, 0x8e7b_83b5))
  }
}

struct KnownAnswer: Sendable {
  let counter: SIMD4<UInt32>
  let key: SIMD2<UInt32>
  let answer: SIMD4<UInt32>
}
