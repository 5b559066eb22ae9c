/// Checks that a graph is what every pass over it takes for granted.
///
/// A builder or a pass that breaks one of these rules would otherwise show as wrong numbers.
package struct GraphVerifier {
  /// A rule that does not hold.
  package enum Defect: Sendable, Hashable {
    /// The node reads a value that no earlier node gives.
    case readsTooEarly(node: Int, value: Int)
    /// The value is given by no node, or by several.
    case givenBy(nodes: Int, value: Int)
    /// The operation gives outputs of other types than the graph says, or refuses its inputs.
    case types(node: Int, operation: String)
    /// The operation changes something, which only a persistent value may be.
    case changes(node: Int, value: Int)
    /// Two values that last have one name.
    case name(String)
    /// A parameter is not a persistent value of its shape.
    case parameter(String)
  }

  /// What is wrong with a graph; empty where it is sound.
  package static func defects(of graph: Graph) -> [Defect] {
    var defects: [Defect] = []
    var givers = [Int](repeating: 0, count: graph.values.count)
    for (index, node) in graph.nodes.enumerated() {
      for case .some(let input) in node.inputs
      where graph[input].storage == .computed && givers[input.id] == 0 {
        defects.append(.readsTooEarly(node: index, value: input.id))
      }
      for output in node.outputs { givers[output.id] += 1 }
      if !typesAreRight(node, in: graph) {
        defects.append(.types(node: index, operation: node.operation.name))
      }
      for place in node.operation.changedInputs {
        guard place < node.inputs.count, let input = node.inputs[place],
          graph[input].storage != .persistent
        else { continue }
        defects.append(.changes(node: index, value: input.id))
      }
    }
    for value in graph.values {
      let wanted = graph[value].storage == .computed ? 1 : 0
      if givers[value.id] != wanted {
        defects.append(.givenBy(nodes: givers[value.id], value: value.id))
      }
    }
    return defects + namingDefects(of: graph)
  }

  private static func typesAreRight(_ node: GraphNode, in graph: Graph) -> Bool {
    let inputs = node.inputs.map { $0.map { graph[$0].type } }
    do {
      try node.operation.operandElements.check(inputs, of: node.operation.name)
      return try node.operation.outputs(for: inputs) == node.outputs.map { graph[$0].type }
    } catch {
      return false
    }
  }

  private static func namingDefects(of graph: Graph) -> [Defect] {
    var defects: [Defect] = []
    var names: Set<String> = []
    for value in graph.values where graph[value].storage == .persistent {
      let name = graph.name(of: value)
      if !names.insert(name).inserted { defects.append(.name(name)) }
    }
    for parameter in graph.parameters {
      let definition = graph[parameter.value]
      if definition.storage != .persistent || definition.type != TensorType(parameter.shape) {
        defects.append(.parameter(parameter.name))
      }
    }
    return defects
  }
}

extension Graph {
  /// Stops a debug build where the graph is not sound; costs nothing in a release build.
  package func assertIsSound() {
    assert(GraphVerifier.defects(of: self).isEmpty, "\(GraphVerifier.defects(of: self))")
  }
}
