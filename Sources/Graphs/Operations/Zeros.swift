package import Engine

/// A tensor of zeros: the gradient of an output that nobody reads.
package struct Zeros: Operation {
  package let shape: Shape

  package init(shape: Shape) {
    self.shape = shape
  }

  package var name: String { "Zeros" }
  package var attributes: [String] { [shape.description] }

  package func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    [TensorType(shape)]
  }

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    [.clear(invocation.output(0))]
  }
}
