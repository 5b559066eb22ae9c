package import Engine

/// y = a · b, element by element (ONNX `Mul`, without broadcasting).
package struct Mul: Elementwise {
  package var name: String { "Mul" }
  package var inPlace: [(output: Int, input: Int)] { [(0, 0), (0, 1)] }

  package init() {}

  package func appendAdjoint(
    of node: GraphNode, gradients: [Value?], to adjoint: inout Adjoint
  ) throws(ShapeError) {
    guard let dy = gradients[0] else { return }
    let (a, b) = (node.input(0), node.input(1))
    if adjoint.needs(a) { try adjoint.send(adjoint.apply(Mul(), dy, b), to: a) }
    if adjoint.needs(b) { try adjoint.send(adjoint.apply(Mul(), dy, a), to: b) }
  }

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    [.binary(.multiply, invocation.input(0), invocation.input(1), into: invocation.output(0))]
  }
}
