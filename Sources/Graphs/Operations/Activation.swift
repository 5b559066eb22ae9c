package import Engine

/// A non-linear function of each element (ONNX `Sigmoid`, `Tanh`, `Relu`).
package struct Activation: Elementwise {
  package enum Function: String, Sendable, CaseIterable {
    case sigmoid = "Sigmoid"
    case tanh = "Tanh"
    case relu = "Relu"
  }

  package let function: Function

  package init(_ function: Function) {
    self.function = function
  }

  package var name: String { function.rawValue }
  package var inPlace: [(output: Int, input: Int)] { [(0, 0)] }

  package func appendAdjoint(
    of node: GraphNode, gradients: [Value?], to adjoint: inout Adjoint
  ) throws(ShapeError) {
    guard let dy = gradients[0] else { return }
    let dx = try adjoint.apply(ActivationGradient(function), node.outputs[0], dy)
    try adjoint.send(dx, to: node.input(0))
  }

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    let kernel: KernelCall.Unary =
      switch function {
      case .sigmoid: .sigmoid
      case .tanh: .tanh
      case .relu: .relu
      }
    return [.unary(kernel, invocation.input(0), into: invocation.output(0))]
  }
}

/// dx from y = f(x) and dy: these functions' derivatives follow from their values alone.
package struct ActivationGradient: Elementwise {
  package let function: Activation.Function

  package init(_ function: Activation.Function) {
    self.function = function
  }

  package var name: String { function.rawValue + "Gradient" }
  package var inPlace: [(output: Int, input: Int)] { [(0, 0), (0, 1)] }

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    let kernel: KernelCall.Binary =
      switch function {
      case .sigmoid: .sigmoidGradient
      case .tanh: .tanhGradient
      case .relu: .reluGradient
      }
    return [
      .binary(kernel, invocation.input(0), invocation.input(1), into: invocation.output(0))
    ]
  }
}
