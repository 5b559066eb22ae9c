package import Engine

/// y[c] = Σ over r of x[r, c], one chain from zero (ONNX `ReduceSum` over axis 0).
package struct SumRows: Operation {
  package var name: String { "ReduceSum" }
  package var attributes: [String] { ["axis=0"] }

  package init() {}

  package func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    guard let shape = inputs[0]?.shape else { preconditionFailure("ReduceSum has an input") }
    guard shape.rank == 2 else { throw .rank(operation: name, expected: 2, actual: shape) }
    return [TensorType([shape[1]])]
  }

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    let shape = invocation.shape(0)
    return [
      .sumRows(
        invocation.input(0), rows: shape[0], columns: shape[1], into: invocation.output(0))
    ]
  }
}
