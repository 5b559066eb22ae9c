package import Engine

/// Copies its second input into its first, a persistent value: a layer's state for the next run.
package struct Assign: Operation {
  package var name: String { "Assign" }
  package var operandElements: OperandElements { .alike }
  package var changedInputs: [Int] { [0] }

  package init() {}

  package func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    guard let state = inputs[0], let value = inputs[1] else {
      preconditionFailure("Assign has a state and a value")
    }
    guard state == value else {
      throw .mismatch(operation: name, left: state.shape, right: value.shape)
    }
    return []
  }

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    let (state, value) = (invocation.input(0), invocation.input(1))
    return [
      .copy(
        Matrix(value, rows: 1, columns: value.count),
        into: Matrix(state, rows: 1, columns: state.count))
    ]
  }
}
