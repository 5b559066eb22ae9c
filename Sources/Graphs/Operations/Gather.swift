package import Engine

/// Whole numbers of float32 as int32 (ONNX `Cast`): data are read as float32. It has no gradient.
package struct Cast: Operation {
  package var name: String { "Cast" }
  package var inputsWithoutGradient: [Int] { [0] }

  package init() {}

  package func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    guard let x = inputs[0] else { preconditionFailure("Cast has an input") }
    return [TensorType(x.shape, .int32)]
  }

  package func appendAdjoint(
    of node: GraphNode, gradients: [Value?], to adjoint: inout Adjoint
  ) throws(ShapeError) {}

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    [.cast(invocation.input(0), into: invocation.output(0))]
  }
}

/// Rows of a table by their numbers (ONNX `Gather` over axis 0).
///
/// Inputs: the table [rows, columns], and ids, int32 […]. Output: […, columns].
package struct Gather: Operation {
  package var name: String { "Gather" }
  package var operandElements: OperandElements { .each([.float32, .int32]) }
  package var inputsWithoutGradient: [Int] { [1] }

  package init() {}

  package func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    guard let table = inputs[0]?.shape, let ids = inputs[1]?.shape else {
      preconditionFailure("Gather has a table and ids")
    }
    guard table.rank == 2 else { throw .rank(operation: name, expected: 2, actual: table) }
    return [TensorType(Shape(ids.dimensions + [table[1]]))]
  }

  package func appendAdjoint(
    of node: GraphNode, gradients: [Value?], to adjoint: inout Adjoint
  ) throws(ShapeError) {
    guard let dy = gradients[0] else { return }
    let (table, ids) = (node.input(0), node.input(1))
    let gradient = GatherGradient(rows: adjoint.graph.shape(table)[0])
    try adjoint.send(adjoint.apply(gradient, dy, ids), to: table)
  }

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    [
      .gather(
        invocation.input(0), invocation.input(1), columns: invocation.shape(0)[1],
        into: invocation.output(0))
    ]
  }
}

/// The gradient of a table: each of its elements is one chain over the ids that name its row.
///
/// Inputs: the gradient of the rows […, columns], and the ids.
struct GatherGradient: Operation {
  let rows: Int

  var name: String { "GatherGradient" }
  var operandElements: OperandElements { .each([.float32, .int32]) }

  func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    guard let dy = inputs[0]?.shape else { preconditionFailure("\(name) has a gradient") }
    return [TensorType([rows, dy[dy.rank - 1]])]
  }

  func kernels(_ invocation: Invocation) -> [KernelCall] {
    [
      .gatherGradient(
        invocation.input(0), invocation.input(1), columns: invocation.outputTypes[0].shape[1],
        into: invocation.output(0))
    ]
  }
}
