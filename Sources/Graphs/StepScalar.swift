/// A number that the training loop gives to a step: the same for all of its plan, another from step
/// to step. A value of the arena, so that a plan depends on none of them.
package enum StepScalar: String, Sendable, Hashable, CaseIterable {
  /// The size of the optimizer's step: one float64.
  case learningRate = "learning_rate"
  /// How many steps were made before this one: an integer of two words, the lower half first.
  case step
  /// The experiment's seed: an integer of two words, the lower half first.
  case seed

  package var type: TensorType {
    switch self {
    case .learningRate: TensorType([1], .float64)
    case .step, .seed: TensorType([2], .int32)
    }
  }

  /// The name of its value in a graph.
  package var name: String { "step.\(rawValue)" }
}

extension Graph {
  /// The value of a step scalar, defined when it is first asked for.
  package mutating func scalar(_ scalar: StepScalar) -> Value {
    if let value = scalars[scalar] { return value }
    let value = persistent(scalar.name, scalar.type)
    scalars[scalar] = value
    return value
  }
}
