/// What a kernel of the selftest gave under one instruction set.
package struct SelftestResult: Sendable {
  /// Of every bit that the kernel wrote, and of those that it must not write.
  package let digest: UInt64
  /// A number of parts that the work was divided into when other bits came out; nil if that
  /// changes none.
  package let differingParts: Int?
  let expected: UInt64

  /// Whether the bits are those of every other machine.
  package var isExpected: Bool { digest == expected && differingParts == nil }
}
