import AllocationCounter
import Layers
import Schemas
import Synchronization
import Testing
import Training

/// A training step asks nothing of the heap.
struct AllocationTests {
  /// Alone, in several batches with one left over, and with two threads: the networks are large
  /// enough for the second one to take part.
  @Test(
    .enabled(
      if: allocation_counter_works(),
      "allocations are counted with glibc only, and not beside a sanitizer"),
    arguments: [(units: 5, batch: 8, threads: 1), (3, 3, 1), (64, 8, 2)], [false, true])
  func stepsDoNotAllocate(
    _ size: (units: Int, batch: Int, threads: Int), followsSchedule: Bool
  ) throws {
    let (units, batch, threads) = size
    var layer = LSTM()
    layer.units = units
    layer.options.returnsSequences = true
    let network = try TestNetwork(
      [LayerSpecification(layer), LayerSpecification(Dense())], sample: [30, 3], samples: 8, seed: 5
    )
    let epochs = 40
    var optimizer = Adam()
    optimizer.rules.globalClipNorm = followsSchedule ? 1 : nil
    if followsSchedule {
      optimizer.learningRate = .schedule(Choice(CosineDecay(), CosineDecay()))
    }
    let trainer = try network.trainer(optimizer, epochs: epochs, batch: batch)
    #expect((trainer.plans.parts > 1) == (threads > 1))
    // What the test itself keeps has its memory before it counts.
    let counts = Mutex([Int64](repeating: 0, count: epochs))
    _ = try trainer.train(
      input: network.input, target: network.target, initial: network.initial, threads: threads
    ) { record in
      let count = allocation_count()
      counts.withLock { $0[record.epoch - 1] = count }
      return true
    }
    let all = counts.withLock { $0 }
    #expect(all[0] > 0, "the network itself needed memory")
    // The numbers of an epoch and their record: two, however many steps the epoch has.
    #expect(all[epochs - 1] - all[0] == Int64(2 * (epochs - 1)), "in \(epochs - 1) epochs")
  }
}
