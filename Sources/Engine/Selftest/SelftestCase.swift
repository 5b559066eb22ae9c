import CKernels

/// A kernel, run in several sizes over memory that is the same on every machine; see `selftest.h`.
package struct SelftestCase: Sendable {
  /// As `KernelCall.name`.
  package let name: String
  /// The kernel's number in `lab_kernel`.
  package let kernel: Int
  /// The digest that every machine must give.
  package let expected: UInt64
  private let index: Int64

  /// One for every kernel, and for every way to call it that has a name of its own.
  package static let all: [SelftestCase] = (0..<lab_selftest_count()).map { index in
    let about = lab_selftest_at(index)
    return SelftestCase(
      name: String(cString: about.name), kernel: Int(about.kernel.rawValue),
      expected: about.expected, index: index)
  }

  /// Runs the case, whole and divided.
  package func run(with instructions: InstructionSet) -> SelftestResult {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: Int(LAB_SELFTEST_FLOATS)) { memory in
      guard let first = memory.baseAddress else { preconditionFailure("it holds floats") }
      let result = lab_selftest_run(index, instructions.runner, first)
      return SelftestResult(
        digest: result.digest,
        differingParts: result.differing_parts == 0 ? nil : Int(result.differing_parts),
        expected: expected)
    }
  }
}

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
