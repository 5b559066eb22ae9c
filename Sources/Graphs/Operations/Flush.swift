package import Engine

/// y = x, or zero where |x| < 2⁻⁶³: what an `LSTM` does to z, c and h, and to their gradients.
package struct Flush: Elementwise {
  package var name: String { "Flush" }
  package var inPlace: [(output: Int, input: Int)] { [(0, 0)] }

  package init() {}

  package func appendAdjoint(
    of node: GraphNode, gradients: [Value?], to adjoint: inout Adjoint
  ) throws(ShapeError) {
    guard let dy = gradients[0] else { return }
    try adjoint.send(adjoint.apply(Flush(), dy), to: node.input(0))
  }

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    [.unary(.flush, invocation.input(0), into: invocation.output(0))]
  }
}
