package import Engine

/// The same elements under another shape (ONNX `Reshape`). Nothing moves.
package struct Reshape: Operation {
  package let shape: Shape

  package init(_ shape: Shape) {
    self.shape = shape
  }

  package var name: String { "Reshape" }
  package var operandElements: OperandElements { .alike }
  package var attributes: [String] { [shape.description] }
  package var isView: Bool { true }

  package func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    guard let input = inputs[0] else { preconditionFailure("Reshape has an input") }
    guard input.shape.elementCount == shape.elementCount else {
      throw .elementCount(from: input.shape, to: shape)
    }
    return [TensorType(shape, input.element)]
  }

  // Where the outermost axis stays as it is.
  package func isRowwise(shared: [TensorType?]) -> Bool { shared[0] == nil }

  package func appendAdjoint(
    of node: GraphNode, gradients: [Value?], to adjoint: inout Adjoint
  ) throws(ShapeError) {
    guard let dy = gradients[0], adjoint.needs(node.input(0)) else { return }
    let back = Reshape(adjoint.graph.shape(node.input(0)))
    try adjoint.send(adjoint.apply(back, dy), to: node.input(0))
  }

  package func kernels(_ invocation: Invocation) -> [KernelCall] { [] }
}
