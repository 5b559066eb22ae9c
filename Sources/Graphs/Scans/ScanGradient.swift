import Engine

/// The backward pass of a `Scan`, last step to first.
///
/// Inputs, in the order of `operands`: the gradients of outputs and last states, the sequences, initial
/// states and constants, and what the body computed. Outputs: the gradients of the wanted sequences
/// [batch, steps, …] and initial states [batch, …]; then values of all steps [batch, steps, …] from which
/// the gradients of weights and biases follow.
struct ScanGradient: Operation {
  let body: ScanBody
  let steps: Int
  let graph: Graph
  let seeds: UpstreamSeeds.Inputs
  /// The nodes of the backward pass that something depends on.
  let nodes: [Int]
  /// Of each state, what the backward pass gives; nil: nothing arrives.
  let stateGradients: [Value?]
  let sequenceGradients: [Value?]
  let wantedStates: [Int]
  /// Values of all steps that the gradients of constants need.
  let kept: [Value]
  /// What the backward pass reads of the forward one.
  let readSequences: [Int]
  let readStates: [Int]
  let readConstants: [Int]
  let readTapes: [Int]

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

  var givenSequences: [Value] { sequenceGradients.compactMap { $0 } }

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
    return BodyLowering.scratch(graph, nodes: nodes)
      + words(readSequences.map { body.sequences[$0] }) + words(body.states)
      + words(seeds.outputs.map { $0.gradient }) + words(seeds.states.map { $0.gradient })
      + words(body.states) + words(body.states) + words(computed)
  }

  /// What the backward pass computes.
  var computed: [Value] {
    nodes.flatMap { graph.nodes[$0].operation.isView ? [] : graph.nodes[$0].outputs }
  }

  func kernels(_ invocation: Invocation) -> [KernelCall] {
    ScanLane.all(graph, nodes: nodes, shared: body.sharedConstants, steps: steps).calls { lane in
      var run = BackwardRun(self, invocation, in: lane)
      var calls = ScanLaneCalls(steps: run.begin())
      for step in (0..<steps).reversed() { run.add(step, to: &calls) }
      return calls
    }
  }
}
