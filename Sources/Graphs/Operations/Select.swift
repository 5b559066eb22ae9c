package import Engine

/// y = a where the mask is true, else b (ONNX `Where`).
///
/// Inputs: the mask (bool), a and b. The mask's shape is that of the outermost axes of a and b, and each
/// of its elements stands for all inner elements: [batch] chooses whole rows of [batch, units]. One of a
/// and b may be nil, which is zeros. The mask gets no gradient.
package struct Select: Operation {
  package var name: String { "Where" }
  package var operandElements: OperandElements { .each([.bool, .float32, .float32]) }
  package var inputsWithoutGradient: [Int] { [0] }
  package var inPlace: [(output: Int, input: Int)] { [(0, 1), (0, 2)] }

  package init() {}

  package func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    guard let mask = inputs[0]?.shape, let result = inputs[1] ?? inputs[2] else {
      preconditionFailure("Where has a mask and something to choose from")
    }
    if let other = inputs[2], other.shape != result.shape {
      throw .mismatch(operation: name, left: result.shape, right: other.shape)
    }
    let dimensions = result.shape.dimensions
    guard mask.rank <= dimensions.count, mask.dimensions[...] == dimensions[..<mask.rank] else {
      throw .mismatch(operation: name, left: mask, right: result.shape)
    }
    return [result]
  }

  package func isRowwise(shared: [TensorType?]) -> Bool { shared.allSatisfy { $0 == nil } }

  package func appendAdjoint(
    of node: GraphNode, gradients: [Value?], to adjoint: inout Adjoint
  ) throws(ShapeError) {
    guard let dy = gradients[0] else { return }
    let mask = node.input(0)
    if let a = node.inputs[1], adjoint.needs(a) {
      try adjoint.send(adjoint.apply(Select(), mask, dy, nil), to: a)
    }
    if let b = node.inputs[2], adjoint.needs(b) {
      try adjoint.send(adjoint.apply(Select(), mask, nil, dy), to: b)
    }
  }

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    [
      .select(
        invocation.input(0), invocation.inputs[1], invocation.inputs[2],
        into: invocation.output(0))
    ]
  }
}
