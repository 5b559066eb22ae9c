import Engine
import Graphs
import Plans
import Training

/// A network of LSTM layers ready to train with Adam, made of fused operations or of simple ones.
struct LSTMNetwork {
  let plan: Plan
  let inputs: [Value]
  let mask: Value?
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
    mask =
      sizes.mask == nil ? nil : graph.input("mask", TensorType([sizes.batch, sizes.steps], .bool))
    var operands: [LSTMOperands] = []
    for layer in 0..<depth {
      let features = layer == 0 ? sizes.features : sizes.units
      operands.append(LSTMOperands("lstm_\(layer + 1)", features: features, sizes, in: &graph))
    }
    let results =
      isFused
      ? try Self.fused(x, mask, operands, sizes, in: &graph)
      : try Self.composed(x, mask, operands, sizes, in: &graph)
    output = try Self.dense(results, sizes, in: &graph)
    loss = try MeanSquaredError().apply(prediction: output, target: target, in: &graph)
    parameters = graph.parameters
    gradients = try graph.appendGradients(of: loss, for: parameters.map { $0.value })
    try Adam().appendUpdates(of: parameters, gradients: gradients, to: &graph)
    let states = operands.compactMap { $0.state }.flatMap { [$0.hidden, $0.cell] }
    inputs = [x, target] + (sizes.trainsStates ? [] : states)
    plan = try Plan.compile(
      graph, keeping: keepsGradients ? [loss, output] + gradients : [loss])
  }

  /// What the dense layer reads.
  private static func fused(
    _ x: Value, _ mask: Value?, _ operands: [LSTMOperands], _ sizes: LSTMCase,
    in graph: inout Graph
  ) throws -> [Value] {
    typealias Output = LSTMForward.Output
    var value = x
    var last: [Value] = []
    for (index, layer) in operands.enumerated() {
      let givesSequence = sizes.returnsSequences || index < operands.count - 1
      var state: [Value?] = [layer.state?.hidden, layer.state?.cell]
      if sizes.passesStates, index > 0 { state = last }
      let outputs = try graph.append(
        LSTMForward(),
        [value, layer.kernel, layer.recurrent, layer.bias] + state + (mask.map { [$0] } ?? []))
      last = [outputs[Output.lastHidden], outputs[Output.lastCell]]
      value = outputs[givesSequence ? Output.hidden : Output.lastHidden]
    }
    switch sizes.read {
    case .hidden: return [value]
    case .hiddenAndLastStates: return [value] + last
    case .lastCell: return [last[1]]
    }
  }

  private static func composed(
    _ x: Value, _ mask: Value?, _ operands: [LSTMOperands], _ sizes: LSTMCase,
    in graph: inout Graph
  ) throws -> [Value] {
    var steps = try cut(x, [sizes.batch, sizes.features], sizes, in: &graph)
    let masks = try mask.map { try cut($0, [sizes.batch], sizes, in: &graph) }
    var last: (hidden: Value, cell: Value)?
    for (index, layer) in operands.enumerated() {
      var state = layer.state
      if sizes.passesStates, index > 0, let below = last {
        // A value of its own, so that its gradient arrives below as one sum.
        let h = try graph.apply(Reshape([sizes.batch, sizes.units]), below.hidden)
        state = (h, below.cell)
      }
      let composed = try ComposedLSTM(
        layer, units: sizes.units, state: state, masks: masks, in: &graph)
      let (hidden, lastCell) = try composed.apply(to: steps, in: &graph)
      steps = hidden
      last = (hidden[hidden.count - 1], lastCell)
    }
    guard let last else { preconditionFailure("there is a layer") }
    if sizes.read == .lastCell { return [last.cell] }
    let states = sizes.read == .hidden ? [] : [last.hidden, last.cell]
    if !sizes.returnsSequences { return [last.hidden] + states }
    var rows: [Value] = []
    for step in steps {
      rows.append(try graph.apply(Reshape([sizes.batch, 1, sizes.units]), step))
    }
    return try graph.append(Concat(axis: 1), rows) + states
  }

  /// The time steps of a value, each of this shape.
  private static func cut(
    _ value: Value, _ shape: Shape, _ sizes: LSTMCase, in graph: inout Graph
  ) throws -> [Value] {
    let split = Split(axis: 1, sizes: [Int](repeating: 1, count: sizes.steps))
    var steps: [Value] = []
    for step in try graph.append(split, [value]) {
      steps.append(try graph.apply(Reshape(shape), step))
    }
    return steps
  }

  private static func dense(
    _ results: [Value], _ sizes: LSTMCase, in graph: inout Graph
  ) throws -> Value {
    let kernel = graph.parameter("dense.kernel", [sizes.units, LSTMCase.outputs], GivenLater())
    let bias = graph.parameter("dense.bias", [LSTMCase.outputs], GivenLater())
    var parts: [Value] = []
    for result in results {
      let rows = graph.shape(result).elementCount / sizes.units
      parts.append(try graph.apply(Reshape([rows, sizes.units]), result))
    }
    let flat = parts.count == 1 ? parts[0] : try graph.append(Concat(axis: 0), parts)[0]
    return try graph.apply(
      Reshape(sizes.targetShape), graph.apply(Gemm(), flat, kernel, bias))
  }
}
