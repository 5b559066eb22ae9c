import Engine

/// A tensor of zeros: the gradient of an output that nobody reads.
struct Zeros: Operation {
  let shape: Shape

  var name: String { "Zeros" }
  var attributes: [String] { [shape.description] }

  func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    [TensorType(shape)]
  }

  func kernels(_ invocation: Invocation) -> [KernelCall] {
    [.clear(invocation.output(0))]
  }
}
