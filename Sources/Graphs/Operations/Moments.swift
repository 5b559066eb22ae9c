package import Engine

/// Mean and variance of each column, over all rows that count.
///
/// Inputs: x [rows…, columns]; optionally the rows' weights, 0 or 1 [rows], and the same divided by
/// their sum, which the gradient needs. Outputs: mean and variance [columns]; the variance is the mean
/// square of x − mean, the sums are float64.
package struct Moments: Operation {
  /// Keras adds it to the number of rows where some are masked.
  private static let maskedEpsilon = 1e-7

  package var name: String { "Moments" }
  package var inputsWithoutGradient: [Int] { [1, 2] }
  package var alwaysComputed: [Int] { [0, 1] }

  package init() {}

  package func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    guard let x = inputs[0]?.shape else { preconditionFailure("Moments has an input") }
    let rows = RowShape(x)
    if let weights = inputs[1]?.shape, weights.elementCount != rows.rows {
      throw .mismatch(operation: name, left: x, right: weights)
    }
    return [TensorType([rows.columns]), TensorType([rows.columns])]
  }

  package func appendAdjoint(
    of node: GraphNode, gradients: [Value?], to adjoint: inout Adjoint
  ) throws(ShapeError) {
    let x = node.input(0)
    guard adjoint.needs(x) else { return }
    let rows = RowShape(adjoint.graph.shape(x))
    let flat = try adjoint.apply(Reshape([rows.rows, rows.columns]), x)
    // x, mean, its gradient, that of the variance, and the weights: dx = w · (dm + 2 · dv · (x − m)).
    var operands: [Value?] = [flat, node.outputs[0]]
    var sum: Expression = 0
    if let gradient = gradients[0] {
      sum = .operand(operands.count)
      operands.append(gradient)
    }
    if let gradient = gradients[1] {
      sum = sum + .operand(operands.count) * (2 * (.operand(0) - .operand(1)))
      operands.append(gradient)
    }
    if let weights = node.inputs[2] {
      sum = sum * .operand(operands.count)
      operands.append(try adjoint.apply(Reshape([rows.rows, 1]), weights))
    } else {
      sum = sum * .constant(1 / Float(rows.rows))
    }
    let dx = try adjoint.applyAll(
      Evaluate(.flush(sum), operands: operands.count, named: "MomentsGradient"), operands)[0]
    try adjoint.send(adjoint.apply(Reshape(adjoint.graph.shape(x)), dx), to: x)
  }

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    [
      .moments(
        invocation.input(0), weights: invocation.inputs[1],
        epsilon: invocation.inputs[1] == nil ? 0 : Self.maskedEpsilon, mean: invocation.output(0),
        variance: invocation.output(1))
    ]
  }
}
