import Engine
import Graphs

/// Losses and metrics of the batches of an epoch, on their way to means over its samples.
struct MeasuredSums {
  /// The factors of the losses in the total.
  private let weights: [Double]
  private let penalties: [Double]
  private let sums: [Buffer]
  private var total = 0.0
  /// Of each output, where there are several.
  private var losses: [Double]

  /// - Parameter step: any of the phase's plans; the sums of metrics last at one place for all
  init(_ step: StepPlan, _ objective: Objective, _ network: Network) {
    weights = objective.outputs.map { $0.weight }
    penalties = network.penalties.map { $0.factor }
    sums = step.sums
    losses = weights.count > 1 ? [Double](repeating: 0, count: weights.count) : []
  }

  func clear(in arena: Arena) {
    for sum in sums { arena.clear(sum) }
  }

  /// Adds a batch that was just run: batches count by their samples, as in Keras.
  mutating func add(_ step: StepPlan, in arena: Arena) {
    let size = Double(step.size)
    var loss = 0.0
    for index in weights.indices {
      let one = arena.readDouble(step.losses[index])
      loss = index == 0 ? one * weights[0] : loss + one * weights[index]
      if weights.count > 1 { losses[index] += one * size }
    }
    for (factor, penalty) in zip(penalties, step.penalties) {
      loss += factor * arena.readDouble(penalty)
    }
    total += loss * size
  }

  /// The loss, the loss of each output where there are several, and the metrics, over `count` samples.
  func means(of count: Int, in arena: Arena) -> [Double] {
    let samples = Double(count)
    // What counts no row, since all are masked, is zero.
    let metrics = sums.map { buffer in
      let (sum, rows) = arena.readTwoDoubles(buffer)
      return rows == 0 ? 0 : sum / rows
    }
    return [total / samples] + losses.map { $0 / samples } + metrics
  }
}
