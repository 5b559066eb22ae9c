import Graphs

/// An optimizer's rule in the making: expressions over a weight, its gradient, the learning rate and
/// numbers that last from step to step.
///
/// What is changed is flushed, and so is the gradient: a magnitude below 2⁻⁶³ counts as zero.
struct UpdateRule {
  /// The optimizer's, which begins the names of what lasts in small letters.
  private let name: String
  private var letters: [String] = []
  private var changes: [(operand: Int, becomes: Expression)] = []

  let weight = Expression.operand(0)
  let gradient = Expression.flush(.operand(1))
  let rate = Expression.operand(2)

  init(_ name: String) {
    self.name = name
  }

  /// A number beside each weight, zero at first.
  mutating func kept(_ letter: String) -> Expression {
    letters.append(letter)
    return .operand(2 + letters.count)
  }

  /// The weight, or a number beside it, becomes an expression; those that follow see it.
  mutating func change(_ target: Expression, to expression: Expression) {
    guard case .operand(let index) = target else { preconditionFailure("only operands change") }
    changes.append((index, .flush(expression)))
  }

  /// Appends the rule for every parameter.
  func append(
    for parameters: [Parameter], _ gradients: [Value], to graph: inout Graph
  ) throws(ShapeError) {
    let rate = try graph.apply(Number(.scale(1)), graph.scalar(.learningRate))
    let update = Update(name, changes)
    let prefix = name.lowercased()
    for (parameter, gradient) in zip(parameters, gradients) {
      let kept = letters.map {
        graph.persistent("\(prefix).\($0).\(parameter.name)", parameter.shape)
      }
      try graph.append(update, [parameter.value, gradient, rate] + kept)
    }
  }
}
