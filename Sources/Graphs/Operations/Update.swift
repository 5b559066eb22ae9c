package import Engine

/// Changes values that last, element by element: the rule of an optimizer, written as expressions.
///
/// The changes are made in their order, and each sees what those before it have changed. Inputs: the
/// operands of the expressions, all of one shape, or single numbers.
package struct Update: Operation {
  /// What an operand becomes.
  package struct Change: Sendable {
    package let target: Int
    package let expression: Expression
    /// The operands that the expression reads: those of the code.
    fileprivate let operands: [Int]
    fileprivate let code: ExpressionCode

    fileprivate init(of target: Int, to expression: Expression) {
      self.target = target
      self.expression = expression
      let operands = expression.operands
      self.operands = operands
      code = expression.renumbered { operands.firstIndex(of: $0) ?? 0 }
        .code(operandCount: operands.count)
    }
  }

  package let name: String
  package let changes: [Change]

  /// - Parameter changes: the operand that is changed, and what it becomes
  package init(_ name: String, _ changes: [(operand: Int, becomes: Expression)]) {
    self.name = name
    self.changes = changes.map { Change(of: $0.operand, to: $0.becomes) }
  }

  package var attributes: [String] { changes.map { $0.expression.description } }
  package var changedInputs: [Int] { Set(changes.map { $0.target }).sorted() }

  package func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    for change in changes {
      guard let target = inputs[change.target]?.shape else {
        preconditionFailure("\(name) has what it changes")
      }
      for case let operand? in change.operands.map({ inputs[$0]?.shape })
      where operand != target && operand.elementCount != 1 {
        throw .mismatch(operation: name, left: target, right: operand)
      }
    }
    return []
  }

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    changes.map { change in
      let target = invocation.input(change.target)
      let operands = change.operands.map { index in
        let buffer = invocation.input(index)
        return ExpressionOperand(buffer, buffer.count == target.count ? .none : .all)
      }
      return .expression(change.code, operands, columns: target.count, into: target)
    }
  }
}
