import Engine
import Graphs
import Plans
import TestSupport
import Testing

/// The fused LSTM against its composition of simple operations: equal bits, of everything, over
/// twenty steps of Adam.
struct FusedEqualsComposedTests {
  private static let trainingSteps = 20

  @Test(arguments: [1, 2])
  func trainsToTheSameBits(depth: Int) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("FusedEqualsComposedTests: depth \(depth), seed \(seed)")
    for (index, sizes) in LSTMCase.all.enumerated() {
      let difference = try firstDifference(sizes, depth: depth, seed: seed &+ UInt64(index))
      #expect(difference == nil, "\(sizes), depth \(depth), seed \(seed &+ UInt64(index))")
    }
  }

  /// Masks, gradients of and into the states: every layout under every instruction set, whole and
  /// divided.
  @Test(arguments: [1, 2])
  func masksAndStatesTrainToTheSameBits(depth: Int) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("FusedEqualsComposedTests.masksAndStates: depth \(depth), seed \(seed)")
    for (index, sizes) in LSTMCase.masked.enumerated() {
      let difference = try firstDifferenceInParts(sizes, depth: depth, seed: seed &+ UInt64(index))
      #expect(difference == nil, "\(sizes), depth \(depth), seed \(seed &+ UInt64(index))")
    }
  }

  /// The first term of three training steps at which a fused network differs from the composed one.
  private func firstDifferenceInParts(
    _ sizes: LSTMCase, depth: Int, seed: UInt64
  ) throws -> String? {
    let networks = try [true, false].map {
      try LSTMNetwork(sizes, depth: depth, isFused: $0, keepsGradients: true)
    }
    let composed = try arena(for: networks[1], sizes, seed: seed)
    var expected: [[(name: String, bits: [UInt32])]] = []
    for _ in 1...3 {
      composed.run(networks[1].plan.program)
      expected.append(terms(of: networks[1], in: composed))
    }
    for instructions in InstructionSet.available {
      for parts in [1, 2, 7] {
        let fused = try arena(for: networks[0], sizes, seed: seed)
        for step in expected {
          run(networks[0].plan, in: fused, parts: parts, with: instructions)
          let results = terms(of: networks[0], in: fused)
          if let (one, _) = zip(results, step).first(where: { $0.bits != $1.bits }) {
            return "\(one.name), \(instructions.name), \(parts) parts"
          }
        }
      }
    }
    return nil
  }

  /// The sizes are there to reach every layout.
  @Test func masksMeetEveryLayout() {
    for layout in LSTMLayout.allCases {
      let all = LSTMCase.sizesOfLayouts[layout] ?? []
      #expect(!all.isEmpty)
      for (batch, steps, units, features) in all {
        let size = LSTMSize(batch: batch, steps: steps, features: features, units: units)
        #expect(LSTMLayout.best(for: size) == layout, "\(size)")
      }
    }
  }

  /// Every call that can be divided, in parts, the last part first.
  private func run(
    _ plan: Plan, in arena: Arena, parts: Int, with instructions: InstructionSet
  ) {
    for call in plan.steps.flatMap({ $0.calls }) {
      let parts = min(parts, call.division.pieces)
      for part in (0..<parts).reversed() {
        arena.run(call, part: part, of: parts, with: instructions)
      }
    }
  }

  /// A comparison that would pass whatever the numbers is no comparison: the same networks from
  /// other weights differ in every term.
  @Test func otherWeightsDiffer() throws {
    let sizes = LSTMCase.all[0]
    let network = try LSTMNetwork(sizes, depth: 1, isFused: true, keepsGradients: true)
    let one = terms(of: network, in: try arena(for: network, sizes, seed: 1))
    let two = terms(of: network, in: try arena(for: network, sizes, seed: 2))
    #expect(zip(one, two).contains { $0.bits != $1.bits })
  }

  /// The first term of the first training step at which the two ways differ.
  private func firstDifference(
    _ sizes: LSTMCase, depth: Int, seed: UInt64
  ) throws -> String? {
    let networks = try [true, false].map {
      try LSTMNetwork(sizes, depth: depth, isFused: $0, keepsGradients: true)
    }
    let arenas = try networks.map { try arena(for: $0, sizes, seed: seed) }
    for step in 1...Self.trainingSteps {
      for (network, arena) in zip(networks, arenas) { arena.run(network.plan.program) }
      let both = zip(networks, arenas).map { terms(of: $0, in: $1) }
      for (fused, composed) in zip(both[0], both[1]) where fused.bits != composed.bits {
        return "step \(step): \(fused.name): fused \(fused.bits), composed \(composed.bits)"
      }
    }
    // The same with the memory shared as in a training.
    for isFused in [true, false] {
      let network = try LSTMNetwork(sizes, depth: depth, isFused: isFused, keepsGradients: false)
      let arena = try arena(for: network, sizes, seed: seed)
      for _ in 1...Self.trainingSteps { arena.run(network.plan.program) }
      for (parameter, other) in zip(network.parameters, networks[0].parameters) {
        let bits = self.bits(of: parameter.value, network, arena)
        if bits != self.bits(of: other.value, networks[0], arenas[0]) {
          return "\(isFused ? "fused" : "composed") in shared memory: \(parameter.name)"
        }
      }
    }
    return nil
  }

  private func arena(for network: LSTMNetwork, _ sizes: LSTMCase, seed: UInt64) throws -> Arena {
    let arena = Arena(count: network.plan.arenaCount)
    var random = TestRandom(seed: seed)
    for value in network.parameters.map({ $0.value }) + network.inputs {
      let buffer = network.plan.buffer(of: value)
      arena.write(random.floats(buffer.count), to: buffer)
    }
    if let mask = network.mask, let pattern = sizes.mask {
      arena.write(
        pattern.words(batch: sizes.batch, steps: sizes.steps), to: network.plan.buffer(of: mask))
    }
    return arena
  }

  /// Everything that a step gives, by name.
  private func terms(
    of network: LSTMNetwork, in arena: Arena
  ) -> [(name: String, bits: [UInt32])] {
    var terms = [
      ("output", bits(of: network.output, network, arena)),
      ("loss", bits(of: network.loss, network, arena)),
    ]
    for (parameter, gradient) in zip(network.parameters, network.gradients) {
      terms.append(("gradient of \(parameter.name)", bits(of: gradient, network, arena)))
      terms.append((parameter.name, bits(of: parameter.value, network, arena)))
    }
    return terms
  }

  private func bits(of value: Value, _ network: LSTMNetwork, _ arena: Arena) -> [UInt32] {
    arena.read(network.plan.buffer(of: value)).map { $0.bitPattern }
  }
}
