import Engine
import LayerSupport
import Layers
import TestSupport
import Testing

/// Whole trainings give the same bits under every instruction set, with any number of threads, on
/// every machine.
struct SameBitsTests {
  /// Kernels that no operation of a graph calls: others are tested, or measured, with them.
  private static let apart: Set = ["exp", "peak", "one_hot", "class_match"]
  /// Kernels that one thread runs, however much work there is: a row is a whole batch.
  private static let undivided: Set = [
    "adam_step", "squared_error", "lstm_row", "lstm_row_masked", "reduce", "row_weights",
    "gather_gradient", "moments", "number",
  ]

  @Test(arguments: SampleNetwork.all)
  func everyInstructionSetAndNumberOfThreads(_ network: SampleNetwork) throws {
    let training = try SampleTraining(network)
    let portable = try #require(InstructionSet.named("portable"))
    let expected = training.digest(with: portable, threads: nil)
    #expect(expected.isFinite)
    for instructions in InstructionSet.available {
      for threads in [1, 2, 3, 7] {
        let digest = training.digest(with: instructions, threads: threads)
        #expect(digest == expected, "\(instructions.name), \(threads) threads")
      }
    }
  }

  /// The committed file was recorded where the test above passed; it holds other machines and
  /// later compilers to the same bits.
  @Test func theCommittedDigests() throws {
    let lines = try SampleNetwork.all.map { network in
      let digest = try SampleTraining(network).digest(with: .best, threads: nil)
      return "\(network.name) \(digest)\n"
    }
    let difference = Snapshot.difference(of: lines.joined(), from: "digests.txt")
    #expect(difference == nil, "\(difference ?? "")")
  }

  /// Layers by their own examples, with whatever a mask changes.
  @Test(arguments: AllLayers.examples)
  func everyExample(_ example: LayerExample) throws {
    for isMasked in [true, false] {
      try everyInstructionSetAndNumberOfThreads(SampleNetwork(example, isMasked: isMasked))
    }
  }

  @Test func theNetworksTakeEveryKernel() throws {
    let examples = try AllLayers.examples.map { try SampleNetwork($0, isMasked: true) }
    let calls = try (SampleNetwork.all + examples).flatMap { try SampleTraining($0).calls }
    let taken = Set(calls.map { $0.name })
    let divided = Set(calls.filter { $0.division.pieces > 1 }.map { $0.name })
    print("kernels of the sample networks: \(taken.sorted().joined(separator: ", "))")
    let known = Set(SelftestCase.all.map { $0.name })
    #expect(known.subtracting(taken) == Self.apart)
    #expect(taken.subtracting(known) == [])
    #expect(taken.subtracting(divided) == Self.undivided)
  }
}
