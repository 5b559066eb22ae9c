extension Graph {
  /// How many numbers the forward pass computes and the backward pass reads: what has to be kept in
  /// between. Views count as what they are views of, and what repeats a part of another value as that
  /// value; inputs and what lasts do not count.
  ///
  /// - Parameter nodes: the indices of the nodes that are run
  package func keptForBackward(among nodes: some Sequence<Int>) -> Int {
    var roots: [Value: Value] = [:]
    func root(_ value: Value) -> Value { roots[value] ?? value }
    var forward: Set<Value> = []
    for node in self.nodes {
      if node.operation.isView { roots[node.outputs[0]] = root(node.input(0)) }
      for (output, whole) in node.operation.repeatedOutputs {
        roots[node.outputs[output]] = node.outputs[whole]
      }
      if !node.isOfTraining { forward.formUnion(node.outputs) }
    }
    var kept: Set<Value> = []
    for index in nodes where self.nodes[index].isOfTraining {
      for case let input? in self.nodes[index].inputs where forward.contains(root(input)) {
        kept.insert(root(input))
      }
    }
    return kept.reduce(0) { $0 + shape($1).elementCount }
  }
}

extension GraphNode {
  /// Whether it belongs to the backward pass or to the optimizer's rule.
  fileprivate var isOfTraining: Bool {
    switch origin {
    case .gradient, .update: true
    case .layer, .loss, nil: false
    }
  }
}
