import Engine

/// The backward pass of a `Scan`, last step to first.
///
/// Inputs, in the order of `operands`: the gradients of outputs and last states, the sequences, initial
/// states and constants, and what the body computed. Outputs: the gradients of the wanted sequences
/// [batch, steps, …] and initial states [batch, …]; then values of all steps [batch, steps, …] from which
/// the gradients of weights and biases follow.
struct ScanGradient: Operation {
  private let body: ScanBody
  private let steps: Int
  private let graph: Graph
  private let seeds: UpstreamSeeds.Inputs
  /// The nodes of the backward pass that something depends on.
  private let nodes: [Int]
  /// Of each state, what the backward pass gives; nil: nothing arrives.
  private let stateGradients: [Value?]
  private let sequenceGradients: [Value?]
  let wantedStates: [Int]
  /// Values of all steps that the gradients of constants need.
  private let kept: [Value]
  /// What the backward pass reads of the forward one.
  private let readSequences: [Int]
  private let readStates: [Int]
  private let readConstants: [Int]
  private let readTapes: [Int]

  init(
    _ scan: Scan, _ backward: BodyAdjoint, seeds: UpstreamSeeds.Inputs, wantedStates: [Int]
  ) {
    let body = scan.body
    self.body = body
    steps = scan.steps
    graph = backward.graph
    self.seeds = seeds
    self.wantedStates = wantedStates
    stateGradients = Array(backward.gradients[..<body.states.count])
    sequenceGradients = Array(backward.gradients[body.states.count...])
    var kept: [Value] = []
    for product in backward.products {
      for value in [product.left, product.gradient]
      where !body.sequences.contains(value) && !kept.contains(value) {
        kept.append(value)
      }
    }
    for bias in backward.biases where !kept.contains(bias.gradient) { kept.append(bias.gradient) }
    self.kept = kept

    var needed = Set(backward.gradients.compactMap { $0 } + kept)
    var live: [Int] = []
    let first = body.graph.nodes.count
    for index in (first..<graph.nodes.count).reversed()
    where graph.nodes[index].outputs.contains(where: needed.contains) {
      live.append(index)
      needed.formUnion(graph.nodes[index].inputs.compactMap { $0 })
    }
    nodes = live.reversed()
    // A view of the forward pass stands where its operand does.
    for node in body.graph.nodes.reversed()
    where node.operation.isView && needed.contains(node.outputs[0]) {
      needed.insert(node.input(0))
    }
    let read = needed
    readSequences = body.sequences.indices.filter { read.contains(body.sequences[$0]) }
    readStates = body.states.indices.filter { read.contains(body.states[$0]) }
    readConstants = body.constants.indices.filter { read.contains(body.constants[$0]) }
    let computed = body.computed
    let behind = Set(readStates.map { body.nextStates[$0] })
    readTapes = computed.indices.filter {
      read.contains(computed[$0]) || behind.contains(computed[$0])
    }
  }

  var name: String { "ScanGradient" }
  var attributes: [String] { ["steps=\(steps)"] }
  var operandElements: OperandElements {
    let floats = [TensorType.Element](
      repeating: .float32, count: body.outputs.count + body.states.count)
    return .each(
      floats + readSequences.map { graph[body.sequences[$0]].type.element }
        + readStates.map { _ in .float32 }
        + readConstants.map { graph[body.constants[$0]].type.element }
        + readTapes.map { graph[body.computed[$0]].type.element })
  }

  /// Its inputs for a node of the scan.
  ///
  /// - Parameter upstream: the gradients of the node's outputs
  func operands(of node: GraphNode, upstream: [Value?], _ scan: Scan) -> [Value?] {
    Array(upstream[..<(body.outputs.count + body.states.count)])
      + readSequences.map { node.inputs[$0] }
      + readStates.map { node.inputs[scan.input(ofState: $0)] }
      + readConstants.map { node.inputs[scan.input(ofConstant: $0)] }
      + readTapes.map { node.outputs[scan.output(ofTape: $0)] }
  }

  private var givenSequences: [Value] { sequenceGradients.compactMap { $0 } }

  /// The place of the gradient of a wanted sequence among the outputs; nil where none arrives.
  func output(ofSequence index: Int) -> Int? {
    guard sequenceGradients[index] != nil else { return nil }
    return sequenceGradients[..<index].count { $0 != nil }
  }
  func output(ofState index: Int) -> Int { givenSequences.count + index }
  func output(ofKept value: Value) -> Int {
    guard let index = kept.firstIndex(of: value) else {
      preconditionFailure("the gradients of constants come from what is kept")
    }
    return givenSequences.count + wantedStates.count + index
  }

  func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    givenSequences.map { graph[$0].type.alongSteps(steps) }
      + wantedStates.map { graph[body.states[$0]].type }
      + kept.map { graph[$0].type.alongSteps(steps) }
  }

  func scratch(for inputs: [TensorType?]) -> [Int] {
    let words = { (values: [Value]) in values.map { graph[$0].type.wordCount } }
    return BodyLowering(graph, nodes: nodes).scratch
      + words(readSequences.map { body.sequences[$0] }) + words(body.states)
      + words(seeds.outputs.map { $0.gradient }) + words(seeds.states.map { $0.gradient })
      + words(body.states) + words(body.states) + words(computed)
  }

  /// What the backward pass computes.
  private var computed: [Value] {
    nodes.flatMap { graph.nodes[$0].operation.isView ? [] : graph.nodes[$0].outputs }
  }

  func kernels(_ invocation: Invocation) -> [KernelCall] {
    var lowering = BodyLowering(graph, nodes: nodes)
    var scratch = invocation.scratch[...]
    lowering.takeScratch(from: &scratch)
    func take(_ count: Int) -> [Buffer] {
      defer { scratch = scratch.dropFirst(count) }
      return Array(scratch.prefix(count))
    }
    let slices = take(readSequences.count)
    let zeros = take(body.states.count)
    let outputSeeds = take(seeds.outputs.count)
    let stateSeeds = take(seeds.states.count)
    // The gradients of states go from step to step in two places that take turns.
    let carried = [take(body.states.count), take(body.states.count)]
    for (value, buffer) in zip(computed, take(computed.count)) { lowering.buffers[value] = buffer }
    var inputs = invocation.inputs[...]
    func takeInputs(_ count: Int) -> [Buffer?] {
      defer { inputs = inputs.dropFirst(count) }
      return Array(inputs.prefix(count))
    }
    let upstream = takeInputs(body.outputs.count)
    let lastStates = takeInputs(body.states.count)
    let sequences = takeInputs(readSequences.count)
    let initial = takeInputs(readStates.count)
    let constants = takeInputs(readConstants.count)
    let tapes = takeInputs(readTapes.count)
    for (index, buffer) in zip(readConstants, constants) {
      lowering.buffers[body.constants[index]] = buffer
    }
    lowering.setInvariants(readConstants.map { body.constants[$0] })

    var calls = zeros.map { KernelCall.clear($0) }
    func type(_ value: Value) -> TensorType { graph[value].type }
    for (index, state) in body.states.enumerated() {
      calls += beginning(
        of: index, upstream: upstream, lastStates[index],
        into: carried[(steps - 1) % 2][index].rows(type(state)))
    }
    for step in (0..<steps).reversed() {
      for (place, index) in readSequences.enumerated() {
        guard let whole = sequences[place] else { continue }
        let value = body.sequences[index]
        calls.append(
          .copy(whole.slice(type(value), step, of: steps), into: slices[place].rows(type(value))))
        lowering.buffers[value] = slices[place]
      }
      for (tape, index) in zip(tapes, readTapes) {
        let value = body.computed[index]
        lowering.buffers[value] = tape?.step(step, type(value))
      }
      for (place, index) in readStates.enumerated() {
        let next = body.nextStates[index]
        let before =
          readTapes.firstIndex { body.computed[$0] == next }.flatMap { tapes[$0] }
        lowering.buffers[body.states[index]] =
          step == 0
          ? initial[place] ?? zeros[index] : before?.step(step - 1, type(next))
      }
      for (place, seed) in seeds.outputs.enumerated() {
        guard let whole = upstream[seed.output] else { continue }
        let type = type(seed.gradient)
        calls.append(
          .copy(whole.slice(type, step, of: steps), into: outputSeeds[place].rows(type)))
        lowering.buffers[seed.gradient] = outputSeeds[place]
      }
      for (place, seed) in seeds.states.enumerated() {
        guard let whole = upstream[seed.output] else { continue }
        let type = type(seed.gradient)
        if step > 0 {
          calls.append(
            .copy(whole.slice(type, step - 1, of: steps), into: stateSeeds[place].rows(type)))
        }
        lowering.buffers[seed.gradient] = step > 0 ? stateSeeds[place] : zeros[seed.state]
      }
      for (index, seed) in seeds.nextStates.enumerated() {
        lowering.buffers[seed.gradient] = carried[step % 2][index]
      }
      calls += lowering.calls(isFirst: step == steps - 1)
      for (index, value) in (givenSequences + kept).enumerated() {
        let place = index < givenSequences.count ? index : index + wantedStates.count
        guard let whole = invocation.outputs[place] else { continue }
        calls.append(
          .copy(
            lowering.buffer(of: value).rows(type(value)),
            into: whole.slice(type(value), step, of: steps)))
      }
      calls += ending(of: step, lowering, into: carried[(step + 1) % 2], invocation)
    }
    return calls
  }

  /// The gradient of a state behind the last step.
  private func beginning(
    of state: Int, upstream: [Buffer?], _ last: Buffer?, into carried: Matrix
  ) -> [KernelCall] {
    let type = graph[body.states[state]].type
    let output = seeds.states.first { $0.state == state }
      .flatMap { upstream[$0.output] }
      .map { $0.slice(type, steps - 1, of: steps) }
    switch (output, last) {
    case (nil, nil): return [.clear(carried.buffer)]
    case (let output?, nil): return [.copy(output, into: carried)]
    case (nil, let last?): return [.copy(last.rows(type), into: carried)]
    case (let output?, let last?):
      return [
        .copy(output, into: carried),
        .binary(.add, carried.buffer, last, into: carried.buffer),
      ]
    }
  }

  /// Hands the gradients of the states before a step on to the step before, or out.
  private func ending(
    of step: Int, _ lowering: BodyLowering, into carried: [Buffer], _ invocation: Invocation
  ) -> [KernelCall] {
    body.states.indices.compactMap { index in
      let type = graph[body.states[index]].type
      var target: Buffer? = carried[index]
      if step == 0 {
        target = wantedStates.firstIndex(of: index).flatMap {
          invocation.outputs[output(ofState: $0)]
        }
      }
      guard let target else { return nil }
      guard let gradient = stateGradients[index] else { return .clear(target) }
      return .copy(lowering.buffer(of: gradient).rows(type), into: target.rows(type))
    }
  }
}
