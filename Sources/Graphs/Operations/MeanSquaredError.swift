package import Engine

/// loss = Σ (prediction − target)² / count, one float64. The root of a backward pass.
///
/// Inputs: prediction and target of one shape; nothing is broadcast.
package struct MeanSquaredErrorForward: Operation {
  package var name: String { "MeanSquaredError" }
  package var inputsWithoutGradient: [Int] { [1] }

  package init() {}

  package func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    guard let prediction = inputs[0], let target = inputs[1] else {
      preconditionFailure("MeanSquaredError has a prediction and a target")
    }
    guard prediction == target else {
      throw .mismatch(operation: name, left: prediction.shape, right: target.shape)
    }
    return [TensorType([1], .float64)]
  }

  package func appendAdjoint(
    of node: GraphNode, gradients: [Value?], to adjoint: inout Adjoint
  ) throws(ShapeError) {
    let gradient = try adjoint.apply(MeanSquaredErrorGradient(), node.inputs[0], node.inputs[1])
    try adjoint.send(gradient, to: node.input(0))
  }

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    [.squaredError(invocation.input(0), invocation.input(1), into: invocation.output(0))]
  }
}

/// The gradient of `MeanSquaredError` with respect to the prediction.
package struct MeanSquaredErrorGradient: Elementwise {
  package var name: String { "MeanSquaredErrorGradient" }
  package var inPlace: [(output: Int, input: Int)] { [(0, 0)] }

  package init() {}

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    [.squaredErrorGradient(invocation.input(0), invocation.input(1), into: invocation.output(0))]
  }
}
