import Engine

/// Some samples of a batch that a scan runs through all its steps. Samples have nothing to do with one
/// another inside a body, so lanes share out the work of many threads that then need not wait for one
/// another at every step; no bit depends on them.
struct ScanLane {
  /// Nil: it is the only one.
  let index: Int?
  private let samples: Range<Int>
  private let batch: Int
  /// What is the same for all samples.
  private let shared: Set<Value>

  /// Lanes of fewer samples would leave rows of a product's tiles empty.
  private static let fewestSamples = 16
  /// More lanes than a common machine has cores would be of no use.
  private static let most = 8
  /// Operations of a lane below which waiting costs less: some 10 µs of work.
  private static let fewestOperations = 200_000.0

  /// The lanes of some nodes of a body, in the order of their samples.
  ///
  /// - Parameters:
  ///   - shared: the constants that are the same for all samples
  ///   - steps: how often the nodes are run
  static func all(_ graph: Graph, nodes: some Sequence<Int>, shared: [Value], steps: Int)
    -> [ScanLane]
  {
    let shared = Set(shared)
    let batch = graph.batch
    var operations = 0.0
    for index in nodes {
      let node = graph.nodes[index]
      let known = node.inputs.map { input in
        input.flatMap { shared.contains($0) ? graph[$0].type : nil }
      }
      let isRowwise =
        node.operation.isRowwise(shared: known)
        && (node.inputs.compactMap { $0 } + node.outputs).allSatisfy { value in
          shared.contains(value) || graph.shape(value).dimensions.first == batch
        }
      guard isRowwise else { return [ScanLane(index: nil, samples: 0..<batch, batch, shared)] }
      operations += node.operation.estimatedOperations(
        node.inputs.map { $0.map { graph[$0].type } }, node.outputs.map { graph[$0].type })
    }
    let worthwhile = Int(min(operations * Double(steps) / fewestOperations, Double(most)))
    let count = max(1, min(worthwhile, batch / fewestSamples))
    return (0..<count).map { index in
      ScanLane(
        index: count == 1 ? nil : index,
        samples: batch * index / count..<batch * (index + 1) / count, batch, shared)
    }
  }

  private init(index: Int?, samples: Range<Int>, _ batch: Int, _ shared: Set<Value>) {
    self.index = index
    self.samples = samples
    self.batch = batch
    self.shared = shared
  }

  /// The lane's part of a buffer [batch, …].
  func part(_ buffer: Buffer) -> Buffer {
    if index == nil { return buffer }
    let row = buffer.count / batch
    return Buffer(offset: buffer.offset + samples.lowerBound * row, count: samples.count * row)
  }

  /// The lane's part of a constant's buffer.
  func part(_ buffer: Buffer, of constant: Value) -> Buffer {
    shared.contains(constant) ? buffer : part(buffer)
  }

  /// The type of a value of the body in this lane.
  func type(of value: Value, in graph: Graph) -> TensorType {
    let type = graph[value].type
    if index == nil || shared.contains(value) { return type }
    return TensorType(type.shape.replacing(axis: 0, with: samples.count), type.element)
  }

  /// The calls as the lane's.
  func taking(_ calls: [KernelCall]) -> [KernelCall] {
    guard let index else { return calls }
    return calls.map { $0.inLane(index) }
  }
}

/// The calls of one lane.
struct ScanLaneCalls {
  /// What is done once for all lanes, before their steps.
  var invariant: [KernelCall] = []
  var steps: [KernelCall] = []
}

extension [ScanLane] {
  /// The calls of all lanes: what is done once comes first.
  func calls(_ make: (ScanLane) -> ScanLaneCalls) -> [KernelCall] {
    let all = map { ($0, make($0)) }
    return (all.first?.1.invariant ?? []) + all.flatMap { $0.taking($1.steps) }
  }
}
