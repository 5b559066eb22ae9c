package import Engine

/// The time steps of every sample in reverse: y[b, t, …] = x[b, steps − 1 − t, …] (ONNX
/// `ReverseSequence` with all lengths alike).
package struct Reverse: Operation {
  package var name: String { "ReverseSequence" }
  package var operandElements: OperandElements { .alike }

  package init() {}

  package func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    guard let x = inputs[0] else { preconditionFailure("ReverseSequence has an input") }
    guard x.shape.rank >= 2 else { throw .rank(operation: name, expected: 2, actual: x.shape) }
    return [x]
  }

  package func appendAdjoint(
    of node: GraphNode, gradients: [Value?], to adjoint: inout Adjoint
  ) throws(ShapeError) {
    guard let dy = gradients[0] else { return }
    try adjoint.send(adjoint.apply(Reverse(), dy), to: node.input(0))
  }

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    let shape = invocation.shape(0)
    return [
      .reverse(invocation.input(0), batch: shape[0], steps: shape[1], into: invocation.output(0))
    ]
  }
}
