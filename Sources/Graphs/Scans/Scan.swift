package import Engine

/// A body run over time steps, first to last (ONNX `Scan`): what a recurrent cell means. Fused
/// operations such as `LSTM` are rewrites of it.
///
/// It equals, bit for bit, the composition of the body's operations step after step.
///
/// Inputs: the sequences [batch, steps, …], the states before the first step [batch, …] or nil, which
/// is zeros, and the constants. Outputs: the body's outputs of all steps [batch, steps, …]; the states
/// behind the last step [batch, …]; and, for the backward pass, every value that the body computes,
/// [steps, batch, …].
package struct Scan: Operation {
  package let body: ScanBody
  package let steps: Int

  package init(_ body: ScanBody, steps: Int) {
    precondition(steps > 0)
    self.body = body
    self.steps = steps
  }

  package var name: String { "Scan" }
  package var attributes: [String] { ["steps=\(steps)"] }
  package var operandElements: OperandElements {
    .each(body.inputs.map { body.graph[$0].type.element })
  }
  /// Constants are here since a body may use them in a way that has no gradient of theirs; those that
  /// products and biases use get it.
  package var inputsWithoutGradient: [Int] {
    body.inputs.indices.filter { body.graph[body.inputs[$0]].type.element != .float32 }
  }

  /// The place of a sequence, state or constant among the inputs.
  func input(ofState index: Int) -> Int { body.sequences.count + index }
  func input(ofConstant index: Int) -> Int {
    body.sequences.count + body.states.count + index
  }
  /// The place of a body's output, last state or computed value among the outputs.
  package func output(ofState index: Int) -> Int { body.outputs.count + index }
  func output(ofTape index: Int) -> Int {
    body.outputs.count + body.states.count + index
  }

  package func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    let graph = body.graph
    for (index, value) in body.inputs.enumerated() {
      let isSequence = index < body.sequences.count
      let wanted = isSequence ? graph[value].type.alongSteps(steps) : graph[value].type
      guard let given = inputs[index] else {
        let isState = !isSequence && index < input(ofConstant: 0)
        precondition(isState, "only states may be left out")
        continue
      }
      guard given == wanted else {
        throw .mismatch(operation: name, left: wanted.shape, right: given.shape)
      }
    }
    return body.outputs.map { graph[$0].type.alongSteps(steps) }
      + body.nextStates.map { graph[$0].type }
      + body.computed.map { graph[$0].type.byStep(steps) }
  }

  package var repeatedOutputs: [Int: Int] {
    var repeated: [Int: Int] = [:]
    let values =
      body.outputs.enumerated().map { ($0, $1) }
      + body.nextStates.enumerated().map { (output(ofState: $0), $1) }
    for (output, value) in values {
      repeated[output] = body.computed.firstIndex(of: value).map { self.output(ofTape: $0) }
    }
    return repeated
  }

  package func appendAdjoint(
    of node: GraphNode, gradients: [Value?], to adjoint: inout Adjoint
  ) throws(ShapeError) {
    try ScanAdjoint(of: self, node: node, gradients: gradients).append(to: &adjoint)
  }

  package func scratch(for inputs: [TensorType?]) -> [Int] {
    BodyLowering.scratch(body.graph, nodes: body.graph.nodes.indices)
      + body.sequences.map { body.graph[$0].type.wordCount }
      + body.states.map { body.graph[$0].type.wordCount }
      + body.computed.flatMap { value in
        // A state behind one step is read at the next, while that one's is written.
        let count = body.graph[value].type.wordCount
        return body.nextStates.contains(value) ? [count, count] : [count]
      }
  }

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    ScanLane.all(
      body.graph, nodes: body.graph.nodes.indices, shared: body.sharedConstants, steps: steps
    ).calls { calls(invocation, in: $0) }
  }

  private func calls(_ invocation: Invocation, in lane: ScanLane) -> ScanLaneCalls {
    let graph = body.graph
    func type(_ value: Value) -> TensorType { lane.type(of: value, in: graph) }
    var lowering = BodyLowering(graph, nodes: graph.nodes.indices, in: lane)
    var scratch = invocation.scratch[...]
    lowering.takeScratch(from: &scratch)
    let slices = body.sequences.map { _ in lane.part(scratch.removeFirst()) }
    let zeros = body.states.map { _ in lane.part(scratch.removeFirst()) }
    for (index, value) in body.constants.enumerated() {
      lowering.buffers[value] = lane.part(invocation.input(input(ofConstant: index)), of: value)
    }
    lowering.setInvariants(body.constants)

    var invariant: [KernelCall] = []
    var calls: [KernelCall] = []
    for (index, value) in body.states.enumerated() {
      let given = invocation.inputs[input(ofState: index)].map { lane.part($0) }
      if given == nil { calls.append(.clear(zeros[index])) }
      lowering.buffers[value] = given ?? zeros[index]
    }
    let computed = body.computed
    let places = computed.enumerated().map { index, value in
      ComputedPlace(
        tape: invocation.outputs[output(ofTape: index)],
        own: (0..<(body.nextStates.contains(value) ? 2 : 1)).map { _ in
          lane.part(scratch.removeFirst())
        })
    }
    for step in 0..<steps {
      for (index, value) in body.sequences.enumerated() {
        let (whole, slice) = (lane.part(invocation.input(index)), slices[index])
        calls.append(
          .copy(whole.slice(type(value), step, of: steps), into: slice.rows(type(value))))
        lowering.buffers[value] = slice
      }
      for (value, place) in zip(computed, places) {
        lowering.buffers[value] = place.buffer(at: step, graph[value].type, in: lane)
      }
      if step == 0 { invariant = lowering.invariantCalls }
      calls += lowering.calls
      for (index, value) in body.outputs.enumerated() {
        guard let whole = invocation.outputs[index].map({ lane.part($0) }) else { continue }
        calls.append(
          .copy(
            lowering.buffer(of: value).rows(type(value)),
            into: whole.slice(type(value), step, of: steps)))
      }
      for (state, next) in zip(body.states, body.nextStates) {
        lowering.buffers[state] = lowering.buffer(of: next)
      }
    }
    for (index, state) in body.states.enumerated() {
      guard let last = invocation.outputs[output(ofState: index)] else { continue }
      calls.append(
        .copy(
          lowering.buffer(of: state).rows(type(state)),
          into: lane.part(last).rows(type(state))))
    }
    return ScanLaneCalls(invariant: invariant, steps: calls)
  }

  /// Where a value of the body stands at each step.
  private struct ComputedPlace {
    /// [steps, batch, …]; nil where nobody reads it.
    let tape: Buffer?
    /// One, or two that take turns.
    let own: [Buffer]

    /// - Parameter type: for the whole batch
    func buffer(at step: Int, _ type: TensorType, in lane: ScanLane) -> Buffer {
      guard let tape else { return own[step % own.count] }
      return lane.part(tape.step(step, type))
    }
  }
}

extension TensorType {
  /// Of a sequence of such values, [batch, steps, …].
  func alongSteps(_ steps: Int) -> TensorType {
    TensorType(Shape([shape[0], steps] + shape.dimensions.dropFirst()), element)
  }

  /// Of such values one after the other, [steps, batch, …].
  func byStep(_ steps: Int) -> TensorType {
    TensorType(Shape([steps] + shape.dimensions), element)
  }
}

extension Buffer {
  /// A value [batch, …] as a row a sample.
  func rows(_ type: TensorType) -> Matrix {
    Matrix(self, rows: type.shape[0], columns: count / type.shape[0])
  }

  /// A step of a sequence [batch, steps, …], as a row a sample.
  ///
  /// - Parameter type: of the step
  func slice(_ type: TensorType, _ step: Int, of steps: Int) -> Matrix {
    let columns = type.wordCount / type.shape[0]
    return Matrix(
      self, offset: step * columns, rows: type.shape[0], columns: columns,
      rowStride: steps * columns)
  }

  /// A step of values [steps, batch, …].
  ///
  /// - Parameter type: of the step
  func step(_ step: Int, _ type: TensorType) -> Buffer {
    Buffer(offset: offset + step * type.wordCount, count: type.wordCount)
  }
}
