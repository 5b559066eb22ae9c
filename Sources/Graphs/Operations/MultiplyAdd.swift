package import Engine

/// y = a · b + c, element by element, rounded once.
package struct MultiplyAdd: Elementwise {
  package var name: String { "MultiplyAdd" }
  package var inPlace: [(output: Int, input: Int)] { [(0, 0), (0, 1), (0, 2)] }

  package init() {}

  package func appendAdjoint(
    of node: GraphNode, gradients: [Value?], to adjoint: inout Adjoint
  ) throws(ShapeError) {
    guard let dy = gradients[0] else { return }
    let (a, b) = (node.input(0), node.input(1))
    if adjoint.needs(a) { try adjoint.send(adjoint.apply(Mul(), dy, b), to: a) }
    if adjoint.needs(b) { try adjoint.send(adjoint.apply(Mul(), dy, a), to: b) }
    try adjoint.send(dy, to: node.input(2))
  }

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    [
      .multiplyAdd(
        invocation.input(0), invocation.input(1), invocation.input(2), into: invocation.output(0))
    ]
  }
}
