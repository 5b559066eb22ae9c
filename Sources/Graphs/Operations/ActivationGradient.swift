package import Engine

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
