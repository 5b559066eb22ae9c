package import Engine

/// The gradient of `MeanSquaredError` with respect to the prediction.
package struct MeanSquaredErrorGradient: Elementwise {
  package var name: String { "MeanSquaredErrorGradient" }
  package var inPlace: [(output: Int, input: Int)] { [(0, 0)] }

  package init() {}

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    [.squaredErrorGradient(invocation.input(0), invocation.input(1), into: invocation.output(0))]
  }
}
