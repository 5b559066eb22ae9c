import Engine
import Graphs
import Plans

/// Where the plans of a training read what the training loop gives each step. A scalar that no plan
/// reads has no place, and writing it does nothing.
struct StepScalars {
  private let learningRate: Buffer?
  private let step: Buffer?
  private let seed: Buffer?

  init(_ layout: PersistentLayout) {
    learningRate = layout.buffer(of: .learningRate)
    step = layout.buffer(of: .step)
    seed = layout.buffer(of: .seed)
  }

  func write(learningRate value: Double, in arena: Arena) {
    if let learningRate { arena.write(value, to: learningRate) }
  }

  func write(step value: Int, in arena: Arena) {
    if let step { arena.write(UInt64(value), to: step) }
  }

  func write(seed value: UInt64, in arena: Arena) {
    if let seed { arena.write(value, to: seed) }
  }
}
