import Engine
import FoundationEssentials
import Testing

/// The selftest knows every kernel, and its digests are the committed ones.
struct SelftestTests {
  /// What the header declares, read as text: an enumeration of C has no list of its cases.
  @Test func everyKernelHasACase() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let path = root.appending(path: "Sources/CKernels/include/CKernels.h")
    let header = String(decoding: try Data(contentsOf: path), as: UTF8.self)
    // A row of the table: `  KERNEL(CLEAR, unary, clear)`.
    let kernels = header.split(separator: "\n").filter { $0.hasPrefix("  KERNEL(") }
    #expect(kernels.first?.hasPrefix("  KERNEL(CLEAR,") == true)
    let tested = Set(SelftestCase.all.map { $0.kernel })
    for (number, kernel) in kernels.enumerated() {
      #expect(tested.contains(number), "\(kernel) has no case in selftest.c")
    }
    #expect(tested.count == kernels.count)
  }

  @Test func casesHaveNamesOfTheirOwn() {
    #expect(Set(SelftestCase.all.map { $0.name }).count == SelftestCase.all.count)
  }

  /// A name of a case is that of the call, so that a plan's listing leads to it.
  @Test func casesAreNamedLikeTheirCalls() {
    let y = Buffer(offset: 0, count: 16)
    let matrix = Matrix(y, rows: 4, columns: 4)
    let panels = Buffer(offset: 16, count: 64)
    let calls: [KernelCall] = [
      .clear(y), .unary(.exp, y, into: y), .binary(.sigmoidGradient, y, y, into: y),
      .multiplyAdd(y, y, y, into: y), .select(y, y, nil, into: y),
      .reverse(y, batch: 2, steps: 4, into: Buffer(offset: 16, count: 16)),
      .copy(matrix, into: matrix), .pack(matrix, into: panels),
      .gemm(matrix, packed: panels, into: matrix), .gemm(matrix, matrix, into: matrix),
    ]
    let names = Set(SelftestCase.all.map { $0.name })
    for call in calls { #expect(names.contains(call.name), "\(call.name)") }
  }

  @Test(arguments: InstructionSet.available.map { $0.name })
  func givesTheCommittedDigests(_ name: String) throws {
    let instructions = try #require(InstructionSet.named(name))
    for one in SelftestCase.all {
      let result = one.run(with: instructions)
      #expect(result.digest == one.expected, "\(one.name) under \(name)")
      #expect(result.differingParts == nil, "\(one.name) under \(name), divided")
    }
  }
}
