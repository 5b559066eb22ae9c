import Documents
import Testing

/// Sizes as messages write them.
@Suite struct ByteCountTests {
  @Test(
    arguments: [
      (0, "0 bytes"), (584, "584 bytes"), (1023, "1023 bytes"), (1024, "1 KiB"), (1536, "1.5 KiB"),
      (1_048_575, "1 MiB"), (1_048_576, "1 MiB"), (8_589_934_592, "8 GiB"),
      (1.6e19, "13.9 EiB"), (0x1p70, "1024 EiB"), (1e300, "1024 EiB"), (.infinity, "1024 EiB"),
    ] as [(Double, String)])
  func `has a unit and at most one decimal`(bytes: Double, text: String) {
    #expect(ByteCount.text(bytes) == text)
  }
}
