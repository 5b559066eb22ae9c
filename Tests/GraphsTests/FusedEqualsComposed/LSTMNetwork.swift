import Engine
import Graphs
import Plans
import Training

/// A network of LSTM layers ready to train with Adam, made of fused operations or of simple ones.
struct LSTMNetwork {
  let plan: Plan
  let inputs: [Value]
  let output: Value
  let loss: Value
  let parameters: [Parameter]
  let gradients: [Value]

  /// A network of `depth` LSTM layers. Only where it keeps the gradients can they, and the output,
  /// be read after a run; else memory is shared as in a training.
  init(_ sizes: LSTMCase, depth: Int, isFused: Bool, keepsGradients: Bool) throws {
    var graph = Graph(batch: sizes.batch)
    let x = graph.input("x", [sizes.batch, sizes.steps, sizes.features])
    let target = graph.input("target", sizes.targetShape)
    var operands: [LSTMOperands] = []
    for layer in 0..<depth {
      let features = layer == 0 ? sizes.features : sizes.units
      operands.append(LSTMOperands("lstm_\(layer + 1)", features: features, sizes, in: &graph))
    }
    let hidden =
      isFused
      ? try Self.fused(x, operands, sizes, in: &graph)
      : try Self.composed(x, operands, sizes, in: &graph)
    output = try Self.dense(hidden, sizes, in: &graph)
    loss = try MeanSquaredError().apply(prediction: output, target: target, in: &graph)
    parameters = graph.parameters
    gradients = try graph.appendGradients(of: loss, for: parameters.map { $0.value })
    try Adam().appendUpdates(of: parameters, gradients: gradients, to: &graph)
    inputs = [x, target] + operands.compactMap { $0.state }.flatMap { [$0.hidden, $0.cell] }
    plan = try Plan.compile(
      graph, keeping: keepsGradients ? [loss, output] + gradients : [loss])
  }

  private static func fused(
    _ x: Value, _ operands: [LSTMOperands], _ sizes: LSTMCase, in graph: inout Graph
  ) throws -> Value {
    var value = x
    for (index, layer) in operands.enumerated() {
      let givesSequence = sizes.returnsSequences || index < operands.count - 1
      let outputs = try graph.append(
        LSTMForward(),
        [
          value, layer.kernel, layer.recurrent, layer.bias, layer.state?.hidden, layer.state?.cell,
        ])
      value = outputs[givesSequence ? LSTMForward.Output.hidden : LSTMForward.Output.lastHidden]
    }
    return value
  }

  private static func composed(
    _ x: Value, _ operands: [LSTMOperands], _ sizes: LSTMCase, in graph: inout Graph
  ) throws -> Value {
    let cut = Split(axis: 1, sizes: [Int](repeating: 1, count: sizes.steps))
    var steps: [Value] = []
    for step in try graph.append(cut, [x]) {
      steps.append(try graph.apply(Reshape([sizes.batch, sizes.features]), step))
    }
    for layer in operands {
      steps = try ComposedLSTM(layer, units: sizes.units, in: &graph).apply(to: steps, in: &graph)
    }
    if !sizes.returnsSequences { return steps[steps.count - 1] }
    var rows: [Value] = []
    for step in steps {
      rows.append(try graph.apply(Reshape([sizes.batch, 1, sizes.units]), step))
    }
    return try graph.append(Concat(axis: 1), rows)[0]
  }

  private static func dense(
    _ hidden: Value, _ sizes: LSTMCase, in graph: inout Graph
  ) throws -> Value {
    let kernel = graph.parameter("dense.kernel", [sizes.units, LSTMCase.outputs], GivenLater())
    let bias = graph.parameter("dense.bias", [LSTMCase.outputs], GivenLater())
    let rows = sizes.returnsSequences ? sizes.batch * sizes.steps : sizes.batch
    let flat = try graph.apply(Reshape([rows, sizes.units]), hidden)
    return try graph.apply(
      Reshape(sizes.targetShape), graph.apply(Gemm(), flat, kernel, bias))
  }
}
