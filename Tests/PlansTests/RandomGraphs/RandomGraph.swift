import Graphs
import TestSupport
import Training

/// A network of operations put together at random, with its loss, gradients and updates: values
/// that nobody reads, views of views, values read once and often, weights used several times.
struct RandomGraph {
  private(set) var graph: Graph
  private(set) var keeping: [Value] = []
  private var pool: [Value] = []
  private var weights: [Value] = []
  private var assignments: [(state: Value, value: Value)] = []
  private var random: TestRandom
  private let batch: Int

  init(seed: UInt64) throws {
    random = TestRandom(seed: seed)
    batch = Int.random(in: 1...3, using: &random)
    graph = Graph(batch: batch)
    pool = [
      graph.input("a", [batch, size(1...5), size(1...6)]), graph.input("b", [batch, size(1...9)]),
    ]
    pool.append(graph.input("c", graph.shape(pool[1])))
    for _ in 0..<size(3...14) { try addOperation() }
    let output = pool[pool.count - 1]
    if size(0...3) > 0 { try addTraining(output) }
    for (state, value) in assignments { try graph.append(Assign(), [state, value]) }
    keeping.append(output)
    if size(0...1) == 0 { keeping.append(any()) }
  }

  private mutating func size(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &random)
  }

  /// Any value, those of late more likely.
  private mutating func any() -> Value {
    let late = pool.suffix(4)
    return late[late.startIndex + size(0...late.count - 1)]
  }

  /// Any value with the shape of `value`, perhaps itself.
  private mutating func like(_ value: Value) -> Value {
    let candidates = pool.filter { graph.shape($0) == graph.shape(value) }
    return candidates[size(0...candidates.count - 1)]
  }

  private mutating func addOperation() throws {
    let value = any()
    let shape = graph.shape(value)
    switch size(0...10) {
    case 0, 1:
      let function = Activation.Function.allCases[size(0...2)]
      pool.append(try graph.apply(Activation(function), value))
    case 2: pool.append(try graph.apply(Add(), value, like(value)))
    case 3: pool.append(try graph.apply(Mul(), value, like(value)))
    case 4: pool.append(try graph.apply(MultiplyAdd(), value, like(value), like(value)))
    case 5: try addProduct(matrix(value))
    case 6:
      let flat = Shape([shape[0], shape.elementCount / shape[0]])
      let steps = Shape([batch, flat[1], 1])
      pool.append(try graph.apply(Reshape(shape.rank == 3 ? flat : steps), value))
    case 7: try addSelection(value, shape)
    case 8 where shape[1] > 1:
      let first = size(1...shape[1] - 1)
      let parts = try graph.append(Split(axis: 1, sizes: [first, shape[1] - first]), [value])
      pool += parts
      pool.append(try graph.append(Concat(axis: 1), [parts[1], value, parts[0]])[0])
    default:
      if shape.rank == 3 { try addRecurrence(value) }
    }
  }

  /// Rows of one or the other value, or of zeros, by a condition; or steps in reverse.
  private mutating func addSelection(_ value: Value, _ shape: Shape) throws {
    guard size(0...2) > 0 else {
      pool.append(try graph.apply(Reverse(), value))
      return
    }
    let condition = mask(Shape(Array(shape.dimensions[..<size(1...shape.rank)])))
    let other = size(0...2) == 0 ? nil : like(value)
    pool.append(
      size(0...1) == 0
        ? try graph.apply(Select(), condition, value, other)
        : try graph.apply(Select(), condition, other, value))
  }

  /// An input of conditions.
  private mutating func mask(_ shape: Shape) -> Value {
    graph.input("mask\(graph.values.count)", TensorType(shape, .bool))
  }

  /// A value as a matrix of a row a sample.
  private mutating func matrix(_ value: Value) throws -> Value {
    let shape = graph.shape(value)
    if shape.rank == 2 { return value }
    return try graph.apply(Reshape([batch, shape.elementCount / batch]), value)
  }

  private mutating func addProduct(_ left: Value) throws {
    let columns = graph.shape(left)[1]
    var fitting = weights.filter { graph.shape($0)[0] == columns }
    if fitting.isEmpty || size(0...1) == 0 {
      let count = weights.count
      fitting = [graph.parameter("w\(count)", [columns, size(1...7)], GivenLater())]
      weights += fitting
    }
    let weight = fitting[size(0...fitting.count - 1)]
    let result: Shape = [batch, graph.shape(weight)[1]]
    let addends = pool.filter { graph.shape($0) == result }
    var addend: Value?
    switch size(0...2) {
    case 0: addend = graph.parameter("b\(pool.count)", [result[1]], GivenLater())
    case 1 where !addends.isEmpty: addend = addends[size(0...addends.count - 1)]
    default: break
    }
    pool.append(try graph.apply(Gemm(), left, weight, addend))
  }

  private mutating func addRecurrence(_ x: Value) throws {
    let units = size(1...5)
    let number = pool.count
    let kernel = graph.parameter("k\(number)", [graph.shape(x)[2], 4 * units], GivenLater())
    let recurrent = graph.parameter("r\(number)", [units, 4 * units], GivenLater())
    let bias =
      size(0...1) == 0 ? graph.parameter("lb\(number)", [4 * units], GivenLater()) : nil
    var state: [Value?] = [nil, nil]
    if size(0...1) == 0 {
      state = [
        graph.persistent("h\(number)", [batch, units]),
        graph.persistent("c\(number)", [batch, units]),
      ]
    }
    let lasts = state[0] != nil
    if !lasts, size(0...1) == 0 {
      // Initial states that were computed, so that they get gradients.
      let fitting = pool.filter { graph.shape($0) == [batch, units] }
      if !fitting.isEmpty { state = [fitting[0], fitting[size(0...fitting.count - 1)]] }
    }
    let mask: [Value?] = size(0...1) == 0 ? [] : [mask([batch, graph.shape(x)[1]])]
    let outputs = try graph.append(LSTMForward(), [x, kernel, recurrent, bias] + state + mask)
    for (place, value) in zip(
      [LSTMForward.Output.lastHidden, LSTMForward.Output.lastCell], state)
    {
      if lasts, let value { assignments.append((value, outputs[place])) }
    }
    pool.append(outputs[LSTMForward.Output.hidden])
    if size(0...1) == 0 { pool.append(outputs[LSTMForward.Output.lastHidden]) }
    if size(0...1) == 0 { pool.append(outputs[LSTMForward.Output.lastCell]) }
  }

  private mutating func addTraining(_ output: Value) throws {
    let target = graph.input("target", graph.shape(output))
    let loss = try MeanSquaredError().apply(prediction: output, target: target, in: &graph)
    let parameters = graph.parameters
    let gradients = try graph.appendGradients(of: loss, for: parameters.map { $0.value })
    if size(0...1) == 0 {
      try Adam().appendUpdates(of: parameters, gradients: gradients, to: &graph)
    } else {
      var descent = SGD()
      descent.momentum = size(0...1) == 0 ? 0 : 0.9
      try descent.appendUpdates(of: parameters, gradients: gradients, to: &graph)
    }
    keeping.append(loss)
    if let gradient = gradients.first { keeping.append(gradient) }
  }
}
