package import Engine

/// A tensor cut along one axis (ONNX `Split`).
package struct Split: Operation {
  package let axis: Int
  package let sizes: [Int]

  package init(axis: Int, sizes: [Int]) {
    self.axis = axis
    self.sizes = sizes
  }

  package var name: String { "Split" }
  package var operandElements: OperandElements { .alike }
  package var attributes: [String] { ["axis=\(axis)", "sizes=\(sizes)"] }

  package func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    guard let input = inputs[0] else { preconditionFailure("Split has an input") }
    let shape = input.shape
    guard shape.rank > axis else {
      throw .rank(operation: name, expected: axis + 1, actual: shape)
    }
    guard shape[axis] == sizes.reduce(0, +) else {
      throw .indivisible(axis: axis, of: shape, parts: sizes.count)
    }
    return sizes.map { TensorType(shape.replacing(axis: axis, with: $0), input.element) }
  }

  package func isRowwise(shared: [TensorType?]) -> Bool {
    axis > 0 && shared.allSatisfy { $0 == nil }
  }

  package func appendAdjoint(
    of node: GraphNode, gradients: [Value?], to adjoint: inout Adjoint
  ) throws(ShapeError) {
    var parts: [Value] = []
    for (output, gradient) in zip(node.outputs, gradients) {
      if let gradient {
        parts.append(gradient)
      } else {
        parts.append(try adjoint.zeros(adjoint.graph.shape(output)))
      }
    }
    try adjoint.send(adjoint.applyAll(Concat(axis: axis), parts)[0], to: node.input(0))
  }

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    let whole = AxisParts(of: invocation.type(0), axis: axis)
    var calls: [KernelCall] = []
    var from = 0
    for (index, size) in sizes.enumerated() {
      if let output = invocation.outputs[index] {
        calls.append(
          .copy(
            whole.part(invocation.input(0), from: from, size: size),
            into: whole.alone(output, size: size)))
      }
      from += size
    }
    return calls
  }
}
