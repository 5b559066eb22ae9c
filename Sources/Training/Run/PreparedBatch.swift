import Engine
import Plans

/// What a run needs of the plans for batches of one size, at hand without a search: a step of a small
/// network takes less than a microsecond.
final class PreparedBatch: Sendable {
  /// A program with the places of its input and of what else the caller fills or reads.
  struct Bound: Sendable {
    let program: Program
    let input: Buffer
    let other: Buffer

    init(_ bound: BatchPlans.Bound) {
      program = bound.plan.program
      input = bound.plan.buffer(of: bound.input)
      other = bound.plan.buffer(of: bound.other)
    }
  }

  /// Samples a batch.
  let size: Int
  let training: Bound
  let prediction: Bound
  let loss: Buffer?

  init(_ plans: BatchPlans) {
    size = plans.size
    training = Bound(plans.training)
    prediction = Bound(plans.prediction)
    loss = plans.training.loss.map { plans.training.plan.buffer(of: $0) }
  }
}
