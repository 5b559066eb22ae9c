extension Graph {
  /// The graph as text: the values that exist from the start, then an operation a line.
  package var listing: String {
    var lines: [String] = []
    for value in values where self[value].storage != .computed {
      let kind = self[value].storage == .input ? "input" : "persistent"
      lines.append("\(name(of: value)): \(typeText(value)) = \(kind)")
    }
    for node in nodes {
      let outputs = node.outputs.map { "\(name(of: $0)): \(typeText($0))" }
      let inputs = node.inputs.map { $0.map { name(of: $0) } ?? "–" }
      let arguments = (inputs + node.operation.attributes).joined(separator: ", ")
      let call = "\(node.operation.name)(\(arguments))"
      lines.append(outputs.isEmpty ? call : outputs.joined(separator: ", ") + " = " + call)
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// The value's name, or its number.
  package func name(of value: Value) -> String {
    self[value].name ?? "%\(value.id)"
  }

  private func typeText(_ value: Value) -> String {
    let type = self[value].type
    return type.element.rawValue + type.shape.description
  }
}
