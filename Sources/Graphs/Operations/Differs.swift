package import Engine

/// Which rows hold something else than one number: y[…] is true where any x[…, k] is not `value`. That
/// is the mask of a sequence whose padding is that number. It has no gradient.
///
/// Input: x [outer…, features]. Output: bool [outer…].
package struct Differs: Operation {
  package let value: Float

  package init(from value: Float) {
    self.value = value
  }

  package var name: String { "Differs" }
  package var attributes: [String] { ["from=\(value)"] }
  package var inputsWithoutGradient: [Int] { [0] }

  package func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    guard let x = inputs[0]?.shape else { preconditionFailure("Differs has an input") }
    guard x.rank >= 2 else { throw .rank(operation: name, expected: 2, actual: x) }
    return [TensorType(Shape(x.dimensions.dropLast()), .bool)]
  }

  package func appendAdjoint(
    of node: GraphNode, gradients: [Value?], to adjoint: inout Adjoint
  ) throws(ShapeError) {}

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    let rows = invocation.outputTypes[0].shape.elementCount
    return [.differs(invocation.input(0), rows: rows, from: value, into: invocation.output(0))]
  }
}
