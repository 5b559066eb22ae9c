import Engine
package import Graphs

extension Plan {
  /// The most memory that one plan may take: what a common machine has to spare. 8 GiB, in bytes.
  package static let memoryLimit = 8.0 * 1024 * 1024 * 1024

  /// Chooses the memory and the kernels for a graph.
  ///
  /// - Parameters:
  ///   - keeping: the computed values that the caller reads after a run
  ///   - layout: where what lasts stands; plans that share an arena share it
  package static func compile(
    _ graph: Graph, keeping: [Value], layout: PersistentLayout
  ) throws(PlanError) -> Plan {
    try check(graph)
    graph.assertIsSound()
    var compiler = PlanCompiler(graph, keeping: keeping)
    let plan = compiler.compile(layout)
    try check(Double(plan.arenaCount) * 4, graph)
    return plan
  }

  /// Chooses the memory and the kernels for a graph that shares no arena.
  package static func compile(_ graph: Graph, keeping: [Value]) throws(PlanError) -> Plan {
    try check(graph)
    return try compile(graph, keeping: keeping, layout: PersistentLayout(of: [graph]))
  }

  /// Refuses a graph whose persistent values or a single one need too much memory, before sizes are
  /// added up that could overflow.
  package static func check(_ graph: Graph) throws(PlanError) {
    try check(0, graph)
  }

  /// Refuses a graph of which `bytes`, the persistent values or a single one need too much.
  private static func check(_ bytes: Double, _ graph: Graph) throws(PlanError) {
    var persistent = 0.0
    var largest: (bytes: Double, value: Value)?
    for value in graph.values {
      let bytes = graph[value].type.byteEstimate
      if graph[value].storage == .persistent { persistent += bytes }
      if bytes > largest?.bytes ?? 0 { largest = (bytes, value) }
    }
    guard let largest else { return }
    let needed = max(bytes, persistent, largest.bytes)
    guard needed > memoryLimit else { return }
    throw .tooLarge(
      bytes: needed, limit: memoryLimit,
      largest: graph[largest.value].name ?? "a computed value",
      shape: graph.shape(largest.value).dimensions)
  }
}

/// Why a graph does not become a plan.
package enum PlanError: Error, Sendable, Hashable {
  /// It would need more memory than allowed; both in bytes. `largest` is the name of the value that
  /// needs most, with its shape.
  case tooLarge(bytes: Double, limit: Double, largest: String, shape: [Int])
}

/// One compilation: what is needed, for how long, where.
private struct PlanCompiler {
  private let graph: Graph
  private let keeping: Set<Value>
  /// The value whose memory a value uses.
  private var owners: MemoryOwners
  private var liveNodes: [Int] = []
  /// The node that reads the value last; nil where none does.
  private var lastReader: [Int?]

  init(_ graph: Graph, keeping: [Value]) {
    self.graph = graph
    self.keeping = Set(keeping)
    owners = MemoryOwners(of: graph.values)
    lastReader = Array(repeating: nil, count: graph.values.count)
    findLiveNodes()
    resolveViews()
    findLastReaders()
  }

  /// The nodes that a kept value or an effect depends on.
  private mutating func findLiveNodes() {
    var needed = keeping
    for (index, node) in graph.nodes.enumerated().reversed()
    where node.operation.hasEffect || node.outputs.contains(where: needed.contains) {
      liveNodes.append(index)
      needed.formUnion(node.inputs.compactMap { $0 })
    }
    liveNodes.reverse()
  }

  private mutating func resolveViews() {
    for index in liveNodes where graph.nodes[index].operation.isView {
      let node = graph.nodes[index]
      owners.give(node.outputs[0], to: node.input(0))
    }
  }

  private mutating func findLastReaders() {
    for index in liveNodes where !graph.nodes[index].operation.isView {
      for case .some(let input) in graph.nodes[index].inputs {
        lastReader[owners.owner(of: input).id] = index
      }
    }
    for value in keeping { lastReader[owners.owner(of: value).id] = graph.nodes.count }
  }

  /// Whether the value is read, or always computed, so that it needs memory.
  private func needsMemory(_ output: Int, of node: GraphNode) -> Bool {
    lastReader[node.outputs[output].id] != nil || node.operation.alwaysComputed.contains(output)
  }

  mutating func compile(_ layout: PersistentLayout) -> Plan {
    var allocations: [Allocation] = []
    var buffers = [Buffer?](repeating: nil, count: graph.values.count)
    for value in graph.values where graph[value].storage == .persistent {
      let buffer = layout.buffer(of: value, in: graph)
      buffers[value.id] = buffer
      allocations.append(
        Allocation(purpose: .persistent(value), buffer: buffer, lifetime: nil))
    }
    var end = layout.count
    for value in graph.values where graph[value].storage == .input {
      let buffer = Buffer(
        offset: MemoryPlanner.aligned(end), count: graph[value].type.wordCount)
      buffers[value.id] = buffer
      allocations.append(Allocation(purpose: .input(value), buffer: buffer, lifetime: nil))
      end = buffer.end
    }
    let scratch = placeComputed(from: end, buffers: &buffers, allocations: &allocations)
    for value in graph.values {
      let owner = owners.owner(of: value)
      if owner != value { buffers[value.id] = buffers[owner.id] }
    }
    return Plan(
      graph: graph, allocations: allocations,
      steps: makeSteps(buffers: buffers, scratch: scratch), persistentCount: layout.count,
      buffers: buffers)
  }

  /// Places computed values and scratch; gives the scratch buffers of each node.
  private mutating func placeComputed(
    from start: Int, buffers: inout [Buffer?], allocations: inout [Allocation]
  ) -> [Int: [Buffer]] {
    var units: [(values: [Value], scratchOf: Int?, request: MemoryPlanner.Request)] = []
    var unitOf: [Value: Int] = [:]
    for index in liveNodes {
      let node = graph.nodes[index]
      if node.operation.isView { continue }
      for (output, value) in node.outputs.enumerated() where needsMemory(output, of: node) {
        let lifetime = Lifetime(first: index, last: max(lastReader[value.id] ?? index, index))
        let count = graph[value].type.wordCount
        if let predecessor = placeTaken(by: output, of: node, at: index),
          let unit = unitOf[predecessor]
        {
          owners.give(value, to: predecessor)
          lastReader[predecessor.id] = lifetime.last
          units[unit].values.append(value)
          units[unit].request = MemoryPlanner.Request(
            count: count, lifetime: units[unit].request.lifetime.extended(to: lifetime))
        } else {
          unitOf[value] = units.count
          units.append(([value], nil, MemoryPlanner.Request(count: count, lifetime: lifetime)))
        }
      }
      let types = node.inputs.map { $0.map { graph[$0].type } }
      for count in node.operation.scratch(for: types) {
        let lifetime = Lifetime(first: index, last: index)
        units.append(([], index, MemoryPlanner.Request(count: count, lifetime: lifetime)))
      }
    }
    let placed = MemoryPlanner.place(units.map { $0.request }, from: start)
    var scratch: [Int: [Buffer]] = [:]
    for (unit, buffer) in zip(units, placed) {
      if let node = unit.scratchOf {
        scratch[node, default: []].append(buffer)
      } else {
        buffers[unit.values[0].id] = buffer
      }
      allocations.append(
        Allocation(
          purpose: unit.scratchOf.map { .scratch(node: $0) } ?? .computed(unit.values),
          buffer: buffer, lifetime: unit.request.lifetime))
    }
    return scratch
  }

  /// The computed value that dies at this node and whose memory the output may take.
  private mutating func placeTaken(by output: Int, of node: GraphNode, at index: Int) -> Value? {
    for pair in node.operation.inPlace where pair.output == output {
      guard let input = node.inputs[pair.input] else { continue }
      let source = owners.owner(of: input)
      if graph[source].storage == .computed, lastReader[source.id] == index,
        graph[source].type.wordCount == graph[node.outputs[output]].type.wordCount
      {
        return source
      }
    }
    return nil
  }

  private func makeSteps(buffers: [Buffer?], scratch: [Int: [Buffer]]) -> [Plan.Step] {
    liveNodes.compactMap { index in
      let node = graph.nodes[index]
      if node.operation.isView { return nil }
      let calls = node.operation.kernels(
        Invocation(
          inputTypes: node.inputs.map { $0.map { graph[$0].type } },
          outputTypes: node.outputs.map { graph[$0].type },
          inputs: node.inputs.map { $0.flatMap { buffers[$0.id] } },
          outputs: node.outputs.map { buffers[$0.id] }, scratch: scratch[index] ?? []))
      return Plan.Step(node: index, calls: calls)
    }
  }
}
