package import Engine

/// Arithmetic with single float64 numbers: sums of squares, step sizes.
///
/// Inputs: one number float64 [1], or two. Output: [1], float64 for a sum, else float32.
package struct Number: Operation {
  package let function: KernelCall.NumberFunction

  package init(_ function: KernelCall.NumberFunction) {
    self.function = function
  }

  package var name: String {
    switch function {
    case .scale: "Scale"
    case .add: "AddNumbers"
    case .clip: "ClipFactor"
    }
  }

  package var attributes: [String] {
    switch function {
    case .scale(let factor): factor == 1 ? [] : ["factor=\(factor)"]
    case .add: []
    case .clip(let limit): ["limit=\(limit)"]
    }
  }

  package var operandElements: OperandElements { .all(.float64) }

  package func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    for case .some(let input) in inputs where input.shape.elementCount != 1 {
      throw .mismatch(operation: name, left: [1], right: input.shape)
    }
    return [TensorType([1], function == .add ? .float64 : .float32)]
  }

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    [
      .number(
        function, invocation.input(0), invocation.inputs.count > 1 ? invocation.inputs[1] : nil,
        into: invocation.output(0))
    ]
  }
}
