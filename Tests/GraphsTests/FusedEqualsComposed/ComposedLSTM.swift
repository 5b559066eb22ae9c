import Graphs

/// An LSTM layer made of simple operations, a step and a gate at a time.
///
/// Gradients arrive in the reverse of the order of creation. What the fused operation adds in the
/// order i, f, c, o is therefore created as o, c, f, i. A masked step's states are selected from
/// those before, after its gates: so what it passes on arrives before any gate's chain.
struct ComposedLSTM {
  private let kernels: [Value]
  private let recurrents: [Value]
  private let biases: [Value?]
  private let state: (hidden: Value, cell: Value)?
  private let masks: [Value]?

  /// The gates' places in Keras's order.
  private enum Gate {
    static let input = 0
    static let forget = 1
    static let candidate = 2
    static let output = 3
    static let inOrderOfCreation = [output, candidate, forget, input]
  }

  /// - Parameters:
  ///   - state: the initial h and c, or nil
  ///   - masks: one a step [batch], or nil
  init(
    _ operands: LSTMOperands, units: Int, state: (hidden: Value, cell: Value)?, masks: [Value]?,
    in graph: inout Graph
  ) throws {
    let sizes = [units, units, units, units]
    kernels = try graph.append(Split(axis: 1, sizes: sizes), [operands.kernel])
    recurrents = try graph.append(Split(axis: 1, sizes: sizes), [operands.recurrent])
    biases =
      if let bias = operands.bias {
        try graph.append(Split(axis: 0, sizes: sizes), [bias])
      } else {
        [nil, nil, nil, nil]
      }
    self.state = state
    self.masks = masks
  }

  /// From x [batch, features] of every step to h [batch, units] of every step and the last c.
  func apply(
    to steps: [Value], in graph: inout Graph
  ) throws -> (hidden: [Value], lastCell: Value) {
    var before = state
    var hidden: [Value] = []
    for (step, x) in steps.enumerated() {
      let gates = try self.gates(x, before?.hidden, in: &graph)
      let fresh = try graph.apply(Mul(), gates[Gate.input], gates[Gate.candidate])
      var cell = fresh
      if let before {
        cell = try graph.apply(MultiplyAdd(), gates[Gate.forget], before.cell, fresh)
      }
      cell = try graph.apply(Flush(), cell)
      if let masks { cell = try graph.apply(Select(), masks[step], cell, before?.cell) }
      var h = try graph.apply(
        Flush(), graph.apply(Mul(), gates[Gate.output], graph.apply(Activation(.tanh), cell)))
      if let masks { h = try graph.apply(Select(), masks[step], h, before?.hidden) }
      before = (h, cell)
      hidden.append(h)
    }
    guard let last = before?.cell else { preconditionFailure("there is a step") }
    return (hidden, last)
  }

  /// The activated gates of a step, in Keras's order. At a step without a state before, the forget
  /// gate is there but nobody reads it.
  private func gates(_ x: Value, _ h: Value?, in graph: inout Graph) throws -> [Value] {
    var gates = [Value](repeating: x, count: 4)
    for gate in Gate.inOrderOfCreation {
      var z = try graph.apply(Gemm(), x, kernels[gate], biases[gate])
      if let h { z = try graph.apply(Gemm(), h, recurrents[gate], z) }
      z = try graph.apply(Flush(), z)
      gates[gate] = try graph.apply(Activation(gate == Gate.candidate ? .tanh : .sigmoid), z)
    }
    return gates
  }
}
