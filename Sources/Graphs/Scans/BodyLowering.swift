import Engine

/// The kernels of some nodes of a body, at one step after the other.
struct BodyLowering {
  private let graph: Graph
  private let nodes: [Int]
  private let lane: ScanLane
  /// Where the values stand at the step.
  var buffers: [Value: Buffer] = [:]
  private var nodeScratch: [[Buffer]] = []
  /// What is the same at every step.
  private var invariants: [Buffer] = []
  /// The operands that views stand in the place of.
  private let views: [Value: Value]

  init(_ graph: Graph, nodes: some Sequence<Int>, in lane: ScanLane) {
    self.graph = graph
    self.lane = lane
    self.nodes = nodes.filter { !graph.nodes[$0].operation.isView }
    var views: [Value: Value] = [:]
    for node in graph.nodes {
      precondition(!node.operation.hasEffect, "a body changes nothing")
      if node.operation.isView { views[node.outputs[0]] = node.input(0) }
    }
    self.views = views
  }

  /// The words that the own scratch of nodes takes, for the whole batch.
  static func scratch(_ graph: Graph, nodes: some Sequence<Int>) -> [Int] {
    nodes.flatMap { scratch(of: graph.nodes[$0], in: graph) }
  }

  private static func scratch(of node: GraphNode, in graph: Graph) -> [Int] {
    if node.operation.isView { return [] }
    return node.operation.scratch(for: node.inputs.map { $0.map { graph[$0].type } })
  }

  mutating func takeScratch(from buffers: inout ArraySlice<Buffer>) {
    nodeScratch = nodes.map { index in
      Self.scratch(of: graph.nodes[index], in: graph).map { _ in buffers.removeFirst() }
    }
  }

  mutating func setInvariants(_ values: [Value]) {
    invariants = values.map { buffer(of: $0) }
  }

  /// Where a value stands; a view stands where its operand does.
  func buffer(of value: Value) -> Buffer {
    if let buffer = buffers[value] { return buffer }
    guard let operand = views[value] else {
      preconditionFailure("\(value) has no place in the body")
    }
    return buffer(of: operand)
  }

  /// The calls that are the same at every step, such as packing weights: they need be done once, before
  /// the first step. Where values stand is read from the step at hand, which they do not depend on.
  var invariantCalls: [KernelCall] {
    nodes.indices.flatMap { position in
      let scratch = nodeScratch[position]
      return scratch.isEmpty ? [] : calls(of: position).filter { isInvariant($0, scratch) }
    }
  }

  /// The other calls of the step at hand.
  var calls: [KernelCall] {
    nodes.indices.flatMap { position in
      let scratch = nodeScratch[position]
      return calls(of: position).filter { !isInvariant($0, scratch) }
    }
  }

  private func isInvariant(_ call: KernelCall, _ scratch: [Buffer]) -> Bool {
    call.writes.allSatisfy(scratch.contains) && call.reads.allSatisfy(invariants.contains)
  }

  private func calls(of position: Int) -> [KernelCall] {
    let node = graph.nodes[nodes[position]]
    return node.operation.kernels(
      Invocation(
        inputTypes: node.inputs.map { $0.map { lane.type(of: $0, in: graph) } },
        outputTypes: node.outputs.map { lane.type(of: $0, in: graph) },
        inputs: node.inputs.map { $0.map { buffer(of: $0) } },
        outputs: node.outputs.map { buffer(of: $0) }, scratch: nodeScratch[position]))
  }
}
