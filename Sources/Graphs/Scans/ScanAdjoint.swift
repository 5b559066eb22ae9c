/// The backward pass of a `Scan` on its way into a graph: what of the body's backward pass is wanted,
/// and where its results go.
struct ScanAdjoint {
  private let scan: Scan
  private let node: GraphNode
  /// One an output of the node; nil where none arrives.
  private let gradients: [Value?]

  init(of scan: Scan, node: GraphNode, gradients: [Value?]) {
    self.scan = scan
    self.node = node
    self.gradients = gradients
  }

  private var body: ScanBody { scan.body }

  func append(to adjoint: inout Adjoint) throws(ShapeError) {
    let wanted = body.sequences.indices.filter { adjoint.needs(node.inputs[$0]) }
    let constants = body.constants.indices.filter {
      adjoint.needs(node.inputs[scan.input(ofConstant: $0)])
    }
    let upstream = UpstreamSeeds(scan, gradients)
    var graph = body.graph
    let seeds = upstream.seeds(in: &graph)
    let backward = try Adjoint.ofBody(
      graph, seeds: seeds.all, for: body.states + wanted.map { body.sequences[$0] },
      constants: constants.map { body.constants[$0] })
    let operation = ScanGradient(
      scan, backward, seeds: seeds,
      wantedStates: body.states.indices.filter {
        adjoint.needs(node.inputs[scan.input(ofState: $0)])
      })
    let results = try adjoint.applyAll(
      operation, operation.operands(of: node, upstream: gradients, scan))
    for (index, sequence) in wanted.enumerated() {
      guard let result = operation.output(ofSequence: index) else { continue }
      try adjoint.send(results[result], to: node.input(sequence))
    }
    for (index, state) in operation.wantedStates.enumerated() {
      try adjoint.send(
        results[operation.output(ofState: index)], to: node.input(scan.input(ofState: state)))
    }
    func rows(_ value: Value) throws(ShapeError) -> Value {
      let shape = adjoint.graph.shape(value)
      return try adjoint.apply(
        Reshape([shape[0] * shape[1], shape.elementCount / (shape[0] * shape[1])]), value)
    }
    func constant(_ value: Value) -> Value? {
      body.constants.firstIndex(of: value).flatMap { node.inputs[scan.input(ofConstant: $0)] }
    }
    for product in backward.products {
      guard let right = constant(product.right) else { continue }
      let left: Value =
        if let sequence = body.sequences.firstIndex(of: product.left) {
          node.input(sequence)
        } else {
          results[operation.output(ofKept: product.left)]
        }
      adjoint.sendProduct(
        left: try rows(left),
        gradient: try rows(results[operation.output(ofKept: product.gradient)]),
        to: right)
    }
    for bias in backward.biases {
      guard let target = constant(bias.bias) else { continue }
      adjoint.sendRows(
        try rows(results[operation.output(ofKept: bias.gradient)]), toBias: target)
    }
  }
}

/// The gradients that arrive from outside at each step of a body, as inputs of its backward pass.
///
/// What is an output and a state at once has its gradient from outside first, then what comes back
/// from the next step: the sum is that of the composition, step after step. So such a gradient enters
/// at the next step, where the state is read.
struct UpstreamSeeds {
  /// The inputs of the body's backward pass.
  struct Inputs {
    /// Of outputs that are no states: the output's index, its value, and the gradient.
    var outputs: [(output: Int, value: Value, gradient: Value)] = []
    /// Of states behind the step: the gradient that comes back from the next step.
    var nextStates: [(value: Value, gradient: Value)] = []
    /// Of states before the step: the state's and the output's index, and the output's gradient at the
    /// step before.
    var states: [(state: Int, output: Int, value: Value, gradient: Value)] = []

    var all: [(value: Value, gradient: Value)] {
      outputs.map { ($0.value, $0.gradient) } + nextStates + states.map { ($0.value, $0.gradient) }
    }
  }

  private let body: ScanBody
  private let arrived: [Int]

  init(_ scan: Scan, _ gradients: [Value?]) {
    body = scan.body
    arrived = scan.body.outputs.indices.filter { gradients[$0] != nil }
  }

  func seeds(in graph: inout Graph) -> Inputs {
    var inputs = Inputs()
    for output in arrived {
      let value = body.outputs[output]
      let shape = graph.shape(value)
      if let state = body.nextStates.firstIndex(of: value) {
        inputs.states.append(
          (state, output, body.states[state], graph.input("d_before_\(state)", shape)))
      } else {
        inputs.outputs.append((output, value, graph.input("d_output_\(output)", shape)))
      }
    }
    for (index, value) in body.nextStates.enumerated() {
      inputs.nextStates.append((value, graph.input("d_state_\(index)", graph.shape(value))))
    }
    return inputs
  }
}
