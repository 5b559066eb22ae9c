import Engine
import Graphs

/// A graph run without a plan: every node, read by anybody or not, in an arena of its own in which
/// no two operands share memory.
struct UnsharedEvaluation {
  private let graph: Graph
  private var values: [Value: [Float]]

  init(_ graph: Graph, given: [Value: [Float]]) {
    self.graph = graph
    values = given
  }

  subscript(value: Value) -> [Float] { values[value] ?? [] }

  mutating func run() {
    for node in graph.nodes {
      if node.operation.isView {
        values[node.outputs[0]] = self[node.input(0)]
      } else {
        run(node)
      }
    }
  }

  private mutating func run(_ node: GraphNode) {
    var end = 0
    func take(_ count: Int) -> Buffer {
      let buffer = Buffer(offset: (end + 15) / 16 * 16, count: count)
      end = buffer.end
      return buffer
    }
    var places: [Value: Buffer] = [:]
    for case .some(let value) in node.inputs where places[value] == nil {
      places[value] = take(graph[value].type.wordCount)
    }
    for value in node.outputs { places[value] = take(graph[value].type.wordCount) }
    let types = node.inputs.map { $0.map { graph[$0].type } }
    let scratch = node.operation.scratch(for: types).map { take($0) }

    let arena = Arena(count: end)
    arena.write([Float](repeating: .nan, count: end), to: Buffer(offset: 0, count: end))
    for case .some(let value) in node.inputs {
      if let place = places[value] { arena.write(self[value], to: place) }
    }
    let calls = node.operation.kernels(
      Invocation(
        inputTypes: types, outputTypes: node.outputs.map { graph[$0].type },
        inputs: node.inputs.map { $0.flatMap { places[$0] } },
        outputs: node.outputs.map { places[$0] }, scratch: scratch))
    arena.run(Program(calls))
    // Inputs too: some operations change one.
    for value in node.inputs.compactMap({ $0 }) + node.outputs {
      if let place = places[value] { values[value] = arena.read(place) }
    }
  }
}
