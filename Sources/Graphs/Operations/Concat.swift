package import Engine

/// Tensors joined along one axis (ONNX `Concat`).
package struct Concat: Operation {
  package let axis: Int

  package init(axis: Int) {
    self.axis = axis
  }

  package var name: String { "Concat" }
  package var operandElements: OperandElements { .alike }
  package var attributes: [String] { ["axis=\(axis)"] }

  package func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    let shapes = inputs.compactMap { $0?.shape }
    let first = shapes[0]
    guard first.rank > axis else {
      throw .rank(operation: name, expected: axis + 1, actual: first)
    }
    for shape in shapes.dropFirst()
    where shape.rank != first.rank || shape.replacing(axis: axis, with: first[axis]) != first {
      throw .mismatch(operation: name, left: first, right: shape)
    }
    let size = shapes.reduce(0) { $0 + $1[axis] }
    return [TensorType(first.replacing(axis: axis, with: size), Self.element(of: inputs))]
  }

  package func isRowwise(shared: [TensorType?]) -> Bool {
    axis > 0 && shared.allSatisfy { $0 == nil }
  }

  package func appendAdjoint(
    of node: GraphNode, gradients: [Value?], to adjoint: inout Adjoint
  ) throws(ShapeError) {
    guard let dy = gradients[0] else { return }
    let sizes = node.inputs.indices.map { adjoint.graph.shape(node.input($0))[axis] }
    let parts = try adjoint.applyAll(Split(axis: axis, sizes: sizes), [dy])
    for (index, part) in parts.enumerated() { try adjoint.send(part, to: node.input(index)) }
  }

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    let whole = AxisParts(of: invocation.outputTypes[0], axis: axis)
    var calls: [KernelCall] = []
    var from = 0
    for index in invocation.inputs.indices {
      let size = invocation.shape(index)[axis]
      calls.append(
        .copy(
          whole.alone(invocation.input(index), size: size),
          into: whole.part(invocation.output(0), from: from, size: size)))
      from += size
    }
    return calls
  }

  private static func element(of inputs: [TensorType?]) -> TensorType.Element {
    inputs.lazy.compactMap { $0?.element }.first ?? .float32
  }
}
