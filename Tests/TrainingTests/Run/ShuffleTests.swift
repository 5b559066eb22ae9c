import Graphs
import Layers
import Testing
import Training

/// The order of the samples, found out from what a training leaves behind: of all orders of single
/// steps, the one that gives the same weights.
struct ShuffleTests {
  private static let samples = 4
  private static let orders = permutations(of: Array(0..<samples))

  private static func permutations(of items: [Int]) -> [[Int]] {
    if items.count < 2 { return [items] }
    return items.flatMap { first in
      permutations(of: items.filter { $0 != first }).map { [first] + $0 }
    }
  }

  private func network(seed: UInt64, units: Int = 1) throws -> TestNetwork {
    var dense = Dense()
    dense.units = units
    dense.activation = .tanh
    return try TestNetwork(
      [LayerSpecification(dense), LayerSpecification(Dense())], sample: [3],
      samples: Self.samples, seed: seed)
  }

  /// The order in which an epoch took the samples, batch size one.
  private func order(
    _ network: TestNetwork, epoch: Int, seed: UInt64, shuffles: Bool = true
  ) throws -> [Int] {
    func weights(after epochs: Int) throws -> [String: Tensor] {
      if epochs == 0 { return network.initial }
      return try network.train(
        rapid, epochs: epochs, batch: 1, shuffles: shuffles, seed: seed
      ).weights
    }
    let (start, end) = (try weights(after: epoch - 1), try weights(after: epoch))
    let fitting = try Self.orders.filter { order in
      var weights = start
      for sample in order {
        weights = try network.samples([sample]).with(initial: weights).train(rapid, batch: 1)
          .weights
      }
      return weights == end
    }
    #expect(fitting.count == 1, "exactly one order explains the weights")
    return fitting.first ?? []
  }

  /// A rate at which no two orders give the same weights.
  private var rapid: SGD {
    var rapid = SGD()
    rapid.learningRate = 0.3
    return rapid
  }

  @Test func withoutShufflingInOrder() throws {
    let network = try network(seed: 1)
    for epoch in 1...3 {
      #expect(try order(network, epoch: epoch, seed: 9, shuffles: false) == [0, 1, 2, 3])
    }
  }

  @Test func everyEpochHasAnOrderOfItsOwn() throws {
    let network = try network(seed: 1)
    let seen = try (1...8).map { try order(network, epoch: $0, seed: 9) }
    // Eight draws of 24 orders: that three or fewer differ has a chance below 10⁻⁴.
    #expect(Set(seen).count > 3)
  }

  @Test func ordersDependOnTheSeed() throws {
    let network = try network(seed: 1)
    let seen = try (1...8).map { try order(network, epoch: 1, seed: UInt64($0)) }
    #expect(Set(seen).count > 3)
  }

  /// Other layers, weights and data: the same orders.
  @Test func ordersDependOnNothingElse() throws {
    for epoch in 1...3 {
      let one = try order(network(seed: 1), epoch: epoch, seed: 5)
      #expect(try order(network(seed: 2, units: 4), epoch: epoch, seed: 5) == one)
    }
  }

  /// One batch of everything needs no order, and none is drawn.
  @Test func oneBatchIsNotShuffled() throws {
    let network = try network(seed: 1)
    let shuffled = try network.train(rapid, epochs: 3, batch: 4, shuffles: true)
    let ordered = try network.train(rapid, epochs: 3, batch: 4, shuffles: false)
    #expect(shuffled.losses == ordered.losses && shuffled.weights == ordered.weights)
  }

  /// Predictions come in the samples' own order.
  @Test func predictionsAreNotShuffled() throws {
    let network = try network(seed: 1)
    var still = SGD()
    still.learningRate = 1e-30
    let shuffled = try network.train(still, epochs: 1, batch: 1, shuffles: true)
    let ordered = try network.train(still, epochs: 1, batch: 1, shuffles: false)
    #expect(shuffled.predictions.bits == ordered.predictions.bits)
  }
}
