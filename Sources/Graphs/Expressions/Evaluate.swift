package import Engine

/// An expression of its operands, element by element.
///
/// Inputs: one an operand. The first has the shape of the result, [rows…, columns]; others have it too,
/// or are one number, one row [columns], or a number for each row [rows…, 1]. Words of int32 and bool count as
/// numbers. Only operands of the result's shape, and rows, get a gradient.
package struct Evaluate: Operation {
  package let expression: Expression
  private let title: String
  private let elements: [TensorType.Element]
  private let code: ExpressionCode

  /// - Parameters:
  ///   - operands: how many float32 operands there are; an expression that was simplified may not read
  ///     all of them
  ///   - title: the operation's name in listings
  package init(_ expression: Expression, operands: Int, named title: String) {
    self.init(
      expression, elements: [TensorType.Element](repeating: .float32, count: operands),
      named: title)
  }

  /// - Parameter elements: of the operands
  package init(_ expression: Expression, elements: [TensorType.Element], named title: String) {
    self.expression = expression
    self.title = title
    self.elements = elements
    code = expression.code(operandCount: elements.count)
  }

  package var name: String { title }
  package var attributes: [String] { [expression.description] }
  package var operandElements: OperandElements { .each(elements) }
  package var inputsWithoutGradient: [Int] {
    elements.indices.filter {
      elements[$0] != .float32 || expression.derivative(by: $0) == 0
    }
  }
  package var inPlace: [(output: Int, input: Int)] {
    elements.indices.filter { elements[$0] == .float32 }.map { (0, $0) }
  }

  package func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    guard let result = inputs[0]?.shape else { preconditionFailure("\(name) has operands") }
    for case .some(let other) in inputs where Self.spread(other.shape, over: result) == nil {
      throw .mismatch(operation: name, left: result, right: other.shape)
    }
    return [TensorType(result)]
  }

  package func isRowwise(shared: [TensorType?]) -> Bool {
    // What is shared is one number or one row.
    shared[0] == nil && shared.allSatisfy { $0.map { $0.shape.rank == 1 } ?? true }
  }

  /// How an operand meets the result; nil: not at all.
  private static func spread(
    _ shape: Shape, over result: Shape
  ) -> ExpressionOperand.Spread? {
    if shape == result { return ExpressionOperand.Spread.none }
    // A row of one column is a row: it has a gradient, which a number for all has not.
    if shape.dimensions == [result.dimensions.last] { return .rows }
    if shape.elementCount == 1 { return .all }
    return shape.dimensions == result.dimensions.dropLast() + [1] ? .columns : nil
  }

  package func appendAdjoint(
    of node: GraphNode, gradients: [Value?], to adjoint: inout Adjoint
  ) throws(ShapeError) {
    guard let dy = gradients[0] else { return }
    let result = adjoint.graph.shape(node.outputs[0])
    for (index, input) in node.inputs.enumerated() {
      guard let input, adjoint.needs(input), !inputsWithoutGradient.contains(index) else {
        continue
      }
      let spread = Self.spread(adjoint.graph.shape(input), over: result)
      guard spread == ExpressionOperand.Spread.none || spread == .rows else {
        throw .notDifferentiable(operation: name)
      }
      // The gradient that arrives comes first: it has the result's shape.
      let product = Expression.operand(0) * expression.derivative(by: index).renumbered { $0 + 1 }
      let read = product.operands
      let gradient = Evaluate(
        product.renumbered { read.firstIndex(of: $0) ?? 0 },
        elements: read.map { $0 == 0 ? .float32 : elements[$0 - 1] }, named: name + "Gradient")
      let dx = try adjoint.applyAll(
        gradient, read.map { $0 == 0 ? dy : node.inputs[$0 - 1] })[0]
      if spread == .rows {
        let columns = result[result.rank - 1]
        let rows = try adjoint.apply(Reshape([result.elementCount / columns, columns]), dx)
        adjoint.sendRows(rows, toBias: input)
      } else {
        try adjoint.send(dx, to: input)
      }
    }
  }

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    let result = invocation.outputTypes[0].shape
    let operands = invocation.inputs.indices.map { index in
      ExpressionOperand(
        invocation.input(index), Self.spread(invocation.shape(index), over: result) ?? .none,
        isInteger: elements[index] != .float32)
    }
    return [
      .expression(
        code, operands, columns: result.dimensions.last ?? 1, into: invocation.output(0))
    ]
  }
}
