import Graphs

/// An LSTM layer made of simple operations, a step and a gate at a time.
///
/// Gradients arrive in the reverse of the order of creation. What the fused operation adds in the
/// order i, f, c, o is therefore created as o, c, f, i.
struct ComposedLSTM {
  private let kernels: [Value]
  private let recurrents: [Value]
  private let biases: [Value?]
  private let state: (hidden: Value, cell: Value)?

  /// The gates' places in Keras's order.
  private enum Gate {
    static let input = 0
    static let forget = 1
    static let candidate = 2
    static let output = 3
    static let inOrderOfCreation = [output, candidate, forget, input]
  }

  init(_ operands: LSTMOperands, units: Int, in graph: inout Graph) throws {
    let sizes = [units, units, units, units]
    kernels = try graph.append(Split(axis: 1, sizes: sizes), [operands.kernel])
    recurrents = try graph.append(Split(axis: 1, sizes: sizes), [operands.recurrent])
    biases =
      if let bias = operands.bias {
        try graph.append(Split(axis: 0, sizes: sizes), [bias])
      } else {
        [nil, nil, nil, nil]
      }
    state = operands.state
  }

  /// From x [batch, features] of every step to h [batch, units] of every step.
  func apply(to steps: [Value], in graph: inout Graph) throws -> [Value] {
    var before = state
    var hidden: [Value] = []
    for x in steps {
      let gates = try self.gates(x, before?.hidden, in: &graph)
      let fresh = try graph.apply(Mul(), gates[Gate.input], gates[Gate.candidate])
      var cell = fresh
      if let before {
        cell = try graph.apply(MultiplyAdd(), gates[Gate.forget], before.cell, fresh)
      }
      cell = try graph.apply(Flush(), cell)
      let h = try graph.apply(
        Flush(), graph.apply(Mul(), gates[Gate.output], graph.apply(Activation(.tanh), cell)))
      before = (h, cell)
      hidden.append(h)
    }
    return hidden
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
