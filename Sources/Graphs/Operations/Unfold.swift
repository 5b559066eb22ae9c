package import Engine

/// The windows of a sequence's steps as rows: a convolution is their product with its kernel.
///
/// Input: [batch, steps, columns]. Output: [batch, windows, size · columns].
package struct Unfold: Operation {
  package let windows: StepWindows

  package init(_ windows: StepWindows) {
    self.windows = windows
  }

  package var name: String { "Unfold" }
  package var attributes: [String] {
    [
      "size=\(windows.size)", "stride=\(windows.stride)", "dilation=\(windows.dilation)",
      "before=\(windows.before)",
    ]
  }

  package func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    guard let x = inputs[0]?.shape else { preconditionFailure("Unfold has an input") }
    guard x.rank == 3 else { throw .rank(operation: name, expected: 3, actual: x) }
    return [
      TensorType([x[0], windows.count, Shape([windows.size, x[2]]).elementCount])
    ]
  }

  package func appendAdjoint(
    of node: GraphNode, gradients: [Value?], to adjoint: inout Adjoint
  ) throws(ShapeError) {
    guard let dy = gradients[0] else { return }
    let shape = adjoint.graph.shape(node.input(0))
    try adjoint.send(adjoint.apply(Fold(windows: windows, shape: shape), dy), to: node.input(0))
  }

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    let x = invocation.shape(0)
    return [
      .unfold(
        invocation.input(0), batch: x[0], steps: x[1], windows, into: invocation.output(0))
    ]
  }
}

/// The gradient of a sequence from that of its windows: each element is one chain over the windows.
struct Fold: Operation {
  let windows: StepWindows
  /// Of the sequence.
  let shape: Shape

  var name: String { "Fold" }

  func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    [TensorType(shape)]
  }

  func kernels(_ invocation: Invocation) -> [KernelCall] {
    [
      .fold(
        invocation.input(0), batch: shape[0], steps: shape[1], windows, into: invocation.output(0))
    ]
  }
}
