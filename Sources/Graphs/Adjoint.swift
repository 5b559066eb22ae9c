/// Reverse-mode differentiation in progress: the gradients that have arrived so far.
///
/// The nodes are visited from last to first. A value with several readers gets the sum of what they
/// send, added in the order of the visit. The right operand of products (a weight) is different: its
/// gradient is one chain over samples (outer) and then over its uses in the graph's order, whatever
/// their number, as if all uses had been one product.
package struct Adjoint {
  package private(set) var graph: Graph
  private let needed: Set<Value>
  private var gradients: [Value: Value] = [:]
  private var products: [Value: [(left: Value, gradient: Value)]] = [:]
  private var biases: [Value: [Value]] = [:]
  /// The values that the node being visited has sent a gradient.
  private var reached: Set<Value> = []

  private init(_ graph: Graph, needed: Set<Value>) {
    self.graph = graph
    self.needed = needed
  }

  /// Whether a gradient of this value is of use: it is, or depends on, something trained.
  package func needs(_ value: Value?) -> Bool {
    value.map { needed.contains($0) } ?? false
  }

  /// Appends an operation of the backward pass.
  package mutating func apply(
    _ operation: any Operation, _ inputs: Value?...
  ) throws(ShapeError) -> Value {
    try graph.append(operation, inputs)[0]
  }

  /// Appends an operation of the backward pass that takes or gives several values.
  package mutating func applyAll(
    _ operation: any Operation, _ inputs: [Value?]
  ) throws(ShapeError) -> [Value] {
    try graph.append(operation, inputs)
  }

  /// Sends a gradient to `value`.
  package mutating func send(_ gradient: Value, to value: Value) throws(ShapeError) {
    guard needs(value) else { return }
    reached.insert(value)
    if let before = gradients[value] {
      gradients[value] = try apply(Add(), before, gradient)
    } else {
      gradients[value] = gradient
    }
  }

  /// Sends leftᵀ·gradient to the right operand of a product with `left` [rows, k] as its left one.
  package mutating func sendProduct(left: Value, gradient: Value, to right: Value) {
    guard needs(right) else { return }
    reached.insert(right)
    products[right, default: []].append((left, gradient))
  }

  /// Sends the sum over the rows of `gradient` to a bias that was added to every row.
  package mutating func sendRows(_ gradient: Value, toBias bias: Value) {
    guard needs(bias) else { return }
    reached.insert(bias)
    biases[bias, default: []].append(gradient)
  }

  /// The gradient of `value`, now that all its readers have been visited; nil if none arrived.
  private mutating func gradient(of value: Value) throws(ShapeError) -> Value? {
    if let uses = products.removeValue(forKey: value) {
      let left = try stack(uses.reversed().map { $0.left })
      let gradient = try stack(uses.reversed().map { $0.gradient })
      try send(apply(Gemm(transposeA: true), left, gradient), to: value)
    }
    if let uses = biases.removeValue(forKey: value) {
      let sum = try apply(SumRows(), stack(uses.reversed()))
      try send(apply(Reshape(graph.shape(value)), sum), to: value)
    }
    return gradients[value]
  }

  /// The rows of all uses, sample by sample: [batch · rows of all uses a sample, columns].
  private mutating func stack(_ uses: [Value]) throws(ShapeError) -> Value {
    if uses.count == 1 { return uses[0] }
    let columns = graph.shape(uses[0])[1]
    var perSample: [Value] = []
    for use in uses {
      let rows = graph.shape(use)[0] / graph.batch
      perSample.append(try apply(Reshape([graph.batch, rows, columns]), use))
    }
    let all = try applyAll(Concat(axis: 1), perSample)[0]
    return try apply(Reshape([graph.shape(all)[0] * graph.shape(all)[1], columns]), all)
  }

  /// Visits a node: it sends a gradient to each input that needs one, or says that it has none.
  private mutating func visit(_ node: GraphNode, _ gradients: [Value?]) throws(ShapeError) {
    reached.removeAll(keepingCapacity: true)
    graph.origin = .gradient(node.origin)
    try node.operation.appendAdjoint(of: node, gradients: gradients, to: &self)
    for (index, input) in node.inputs.enumerated() {
      guard let input, needs(input), !reached.contains(input) else { continue }
      guard node.operation.inputsWithoutGradient.contains(index) else {
        throw .missingGradient(operation: node.operation.name, input: index)
      }
    }
  }

  /// A value of zeros, for an output that nobody reads.
  package mutating func zeros(_ shape: Shape) throws(ShapeError) -> Value {
    try apply(Zeros(shape: shape))
  }
}

extension Graph {
  /// Appends the backward pass of the sum of some losses and gives the gradient of each of `targets`;
  /// zeros where none arrives.
  ///
  /// - Precondition: each loss is the output of an operation that is its own root, such as `Mean`.
  /// - Throws: `missingGradient` where an operation on the way sends none to what needs one
  package mutating func appendGradients(
    of losses: [Value], for targets: [Value]
  ) throws(ShapeError) -> [Value] {
    try Adjoint.gradients(of: Set(losses), for: targets, in: &self)
  }

  /// The same for one loss.
  package mutating func appendGradients(
    of loss: Value, for targets: [Value]
  ) throws(ShapeError) -> [Value] {
    try appendGradients(of: [loss], for: targets)
  }
}

extension Adjoint {
  fileprivate static func gradients(
    of losses: Set<Value>, for targets: [Value], in graph: inout Graph
  ) throws(ShapeError) -> [Value] {
    let forward = graph.nodes
    var needed = Set(targets)
    for node in forward where node.inputs.contains(where: { $0.map(needed.contains) ?? false }) {
      needed.formUnion(node.outputs)
    }
    var adjoint = Adjoint(graph, needed: needed)
    for node in forward.reversed() where node.outputs.contains(where: needed.contains) {
      var arrived: [Value?] = []
      for output in node.outputs { arrived.append(try adjoint.gradient(of: output)) }
      guard node.outputs.contains(where: losses.contains) || arrived.contains(where: { $0 != nil })
      else { continue }
      try adjoint.visit(node, arrived)
    }
    var result: [Value] = []
    let origins = firstReaders(in: forward)
    for target in targets {
      adjoint.graph.origin = .gradient(origins[target])
      if let gradient = try adjoint.gradient(of: target) {
        result.append(gradient)
      } else {
        result.append(try adjoint.zeros(adjoint.graph.shape(target)))
      }
    }
    graph = adjoint.graph
    graph.origin = nil
    graph.assertIsSound()
    return result
  }

  /// What the first reader of each value was appended for.
  private static func firstReaders(in nodes: [GraphNode]) -> [Value: Origin] {
    var origins: [Value: Origin] = [:]
    for node in nodes {
      guard let origin = node.origin else { continue }
      for case .some(let input) in node.inputs where origins[input] == nil {
        origins[input] = origin
      }
    }
    return origins
  }
}

/// The backward pass of one step of a body.
struct BodyAdjoint {
  /// A use of a constant as the right operand of a product: its gradient is leftᵀ·gradient.
  struct Product {
    let left: Value
    let gradient: Value
    let right: Value
  }

  /// A use of a constant as a bias of all rows.
  struct Bias {
    let gradient: Value
    let bias: Value
  }

  /// The body's graph with the backward pass behind it.
  let graph: Graph
  /// Of each value that was asked for; nil where none arrives.
  let gradients: [Value?]
  let products: [Product]
  let biases: [Bias]
}

extension Adjoint {
  /// Appends the backward pass of a body.
  ///
  /// - Parameters:
  ///   - seeds: values with the gradients that they have to begin with
  ///   - targets: the values whose gradients are wanted
  ///   - constants: the values whose uses are wanted, as products and biases, in the graph's order
  static func ofBody(
    _ body: Graph, seeds: [(value: Value, gradient: Value)], for targets: [Value],
    constants: [Value]
  ) throws(ShapeError) -> BodyAdjoint {
    var needed = Set(targets + constants)
    for node in body.nodes where node.inputs.contains(where: { $0.map(needed.contains) ?? false }) {
      needed.formUnion(node.outputs)
    }
    var adjoint = Adjoint(body, needed: needed)
    for seed in seeds { try adjoint.send(seed.gradient, to: seed.value) }
    for node in body.nodes.reversed() where node.outputs.contains(where: needed.contains) {
      var arrived: [Value?] = []
      for output in node.outputs { arrived.append(try adjoint.gradient(of: output)) }
      if arrived.contains(where: { $0 != nil }) { try adjoint.visit(node, arrived) }
    }
    var gradients: [Value?] = []
    for target in targets { gradients.append(try adjoint.gradient(of: target)) }
    return BodyAdjoint(
      graph: adjoint.graph, gradients: gradients,
      products: constants.flatMap { constant in
        (adjoint.products[constant] ?? []).reversed().map {
          BodyAdjoint.Product(left: $0.left, gradient: $0.gradient, right: constant)
        }
      },
      biases: constants.flatMap { constant in
        (adjoint.biases[constant] ?? []).reversed().map {
          BodyAdjoint.Bias(gradient: $0, bias: constant)
        }
      })
  }
}
