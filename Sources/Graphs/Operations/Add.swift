package import Engine

/// y = a + b (ONNX `Add`, without broadcasting).
package struct Add: Elementwise {
  package var name: String { "Add" }
  package var inPlace: [(output: Int, input: Int)] { [(0, 0), (0, 1)] }

  package init() {}

  package func appendAdjoint(
    of node: GraphNode, gradients: [Value?], to adjoint: inout Adjoint
  ) throws(ShapeError) {
    guard let dy = gradients[0] else { return }
    try adjoint.send(dy, to: node.input(0))
    try adjoint.send(dy, to: node.input(1))
  }

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    [.binary(.add, invocation.input(0), invocation.input(1), into: invocation.output(0))]
  }
}
