package import Engine

/// The same row at every time step: y[b, t, …] = x[b, …].
///
/// Input: [batch, …]. Output: [batch, steps, …].
package struct Repeat: Operation {
  package let steps: Int

  package init(steps: Int) {
    self.steps = steps
  }

  package var name: String { "Repeat" }
  package var attributes: [String] { ["steps=\(steps)"] }
  package var operandElements: OperandElements { .alike }

  package func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    guard let x = inputs[0] else { preconditionFailure("Repeat has an input") }
    return [x.alongSteps(steps)]
  }

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    let type = invocation.type(0)
    return (0..<steps).map { step in
      .copy(
        invocation.input(0).rows(type), into: invocation.output(0).slice(type, step, of: steps))
    }
  }
}
