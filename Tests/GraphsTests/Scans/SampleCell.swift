import Graphs

/// A recurrent cell as a function, to be run by `Scan` or written out step after step.
struct SampleCell: Sendable, CustomStringConvertible {
  /// What a step reads and computes.
  struct Step {
    var x: Value
    /// Bool [batch]; nil: no step is masked.
    var mask: Value?
    var states: [Value]
    var weights: [Value]
  }

  let description: String
  /// [features, …]
  let weights: [Shape]
  private let stateCount: Int
  let apply: @Sendable (inout Graph, Step) throws -> (next: [Value], outputs: [Value])

  @TaskLocal static var batch = 3
  static let features = 2
  static let units = 4
  /// [batch, units]
  var states: [Shape] { [Shape](repeating: [Self.batch, Self.units], count: stateCount) }

  static let all = [plain, gated, memory, moving]

  /// h = tanh(x·W + h·U + b), masked or not.
  private static let plain = SampleCell(
    description: "plain", weights: [[features, units], [units, units], [units]], stateCount: 1
  ) { graph, step in
    var z = try graph.apply(Gemm(), step.x, step.weights[0], step.weights[2])
    z = try graph.apply(Gemm(), step.states[0], step.weights[1], z)
    let h = try graph.apply(Activation(.tanh), graph.apply(Flush(), z))
    let next = try step.mask.map { try graph.apply(Select(), $0, h, step.states[0]) } ?? h
    return ([next], [next])
  }

  /// A product of a gate and the state in a product: what a weight multiplies is computed in the step.
  private static let gated = SampleCell(
    description: "gated", weights: [[features, units], [units, units], [units, units]],
    stateCount: 1
  ) { graph, step in
    let x = try graph.apply(Gemm(), step.x, step.weights[0])
    let gate = try graph.apply(
      Activation(.sigmoid), graph.apply(Gemm(), step.states[0], step.weights[1], x))
    let kept = try graph.apply(Mul(), gate, step.states[0])
    let h = try graph.apply(Activation(.tanh), graph.apply(Gemm(), kept, step.weights[2], x))
    let next = try step.mask.map { try graph.apply(Select(), $0, h, step.states[0]) } ?? h
    return ([next], [next])
  }

  /// Two states, and an output that is none of them.
  private static let memory = SampleCell(
    description: "memory", weights: [[features, units], [units, units]], stateCount: 2
  ) { graph, step in
    let x = try graph.apply(Gemm(), step.x, step.weights[0])
    let z = try graph.apply(Gemm(), step.states[0], step.weights[1], x)
    let gate = try graph.apply(Activation(.sigmoid), z)
    var c = try graph.apply(MultiplyAdd(), gate, step.states[1], x)
    if let mask = step.mask { c = try graph.apply(Select(), mask, c, step.states[1]) }
    let h = try graph.apply(Mul(), gate, graph.apply(Activation(.tanh), c))
    let y = try graph.apply(Add(), h, c)
    return ([h, c], [y, h])
  }

  /// States that move on: what one is now, the other was.
  private static let moving = SampleCell(
    description: "moving", weights: [[features, units]], stateCount: 2
  ) { graph, step in
    let x = try graph.apply(Gemm(), step.x, step.weights[0])
    let sum = try graph.apply(Add(), x, step.states[1])
    let copy = try graph.apply(Flush(), step.states[0])
    return ([sum, copy], [copy])
  }
}
