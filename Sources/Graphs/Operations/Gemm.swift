package import Engine

/// Matrix product with an addend: Y = A·B + C (ONNX `Gemm` with alpha = beta = 1).
///
/// Inputs: A [M, K] (or [K, M] with `transposeA`), B [K, N] (or [N, K] with `transposeB`), and
/// optionally C, a bias [N] or a matrix [M, N]. Every element is one chain from C, k ascending.
package struct Gemm: Operation {
  package let transposeA: Bool
  package let transposeB: Bool

  package init(transposeA: Bool = false, transposeB: Bool = false) {
    self.transposeA = transposeA
    self.transposeB = transposeB
  }

  package var name: String { "Gemm" }

  package var attributes: [String] {
    (transposeA ? ["transA"] : []) + (transposeB ? ["transB"] : [])
  }

  package func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    guard let a = inputs[0]?.shape, let b = inputs[1]?.shape else {
      preconditionFailure("Gemm has a left and a right operand")
    }
    for operand in [a, b] where operand.rank != 2 {
      throw .rank(operation: name, expected: 2, actual: operand)
    }
    let (m, k) = transposeA ? (a[1], a[0]) : (a[0], a[1])
    let (inner, n) = transposeB ? (b[1], b[0]) : (b[0], b[1])
    guard k == inner else { throw .mismatch(operation: name, left: a, right: b) }
    let result: Shape = [m, n]
    if inputs.count > 2, let c = inputs[2]?.shape, c != [n], c != result {
      throw .mismatch(operation: name, left: result, right: c)
    }
    return [TensorType(result)]
  }

  package func isRowwise(shared: [TensorType?]) -> Bool {
    let isBias = shared.count < 3 || shared[2].map { $0.shape.rank == 1 } ?? true
    return !transposeA && shared[0] == nil && shared[1] != nil && isBias
  }

  package func estimatedOperations(_ inputs: [TensorType?], _ outputs: [TensorType]) -> Double {
    let inner = inputs[0].map { $0.shape[transposeA ? 0 : 1] } ?? 1
    return 2 * Double(inner) * Double(outputs[0].shape.elementCount)
  }

  package func appendAdjoint(
    of node: GraphNode, gradients: [Value?], to adjoint: inout Adjoint
  ) throws(ShapeError) {
    guard !transposeA, !transposeB else { throw .notDifferentiable(operation: name) }
    guard let dy = gradients[0] else { return }
    let (a, b) = (node.input(0), node.input(1))
    if adjoint.needs(a) {
      try adjoint.send(adjoint.apply(Gemm(transposeB: true), dy, b), to: a)
    }
    adjoint.sendProduct(left: a, gradient: dy, to: b)
    if node.inputs.count > 2, let c = node.inputs[2] {
      if adjoint.graph.shape(c).rank == 1 {
        adjoint.sendRows(dy, toBias: c)
      } else {
        try adjoint.send(dy, to: c)
      }
    }
  }

  /// Whether the right operand is packed: it must be if it is transposed, unless it is a single row
  /// or column, and it pays where many rows meet many columns.
  private func packs(rows: Int, inner: Int, columns: Int) -> Bool {
    if inner == 1 || columns == 1 { return false }
    return transposeB || (rows >= 32 && inner >= 8 && columns >= KernelCall.panelWidth)
  }

  package func scratch(for inputs: [TensorType?]) -> [Int] {
    guard let a = inputs[0]?.shape, let b = inputs[1]?.shape else { return [] }
    let (inner, columns) = transposeB ? (b[1], b[0]) : (b[0], b[1])
    return packs(rows: transposeA ? a[1] : a[0], inner: inner, columns: columns)
      ? [KernelCall.packedCount(rows: inner, columns: columns)] : []
  }

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    let (a, b) = (invocation.shape(0), invocation.shape(1))
    let result = invocation.outputTypes[0].shape
    let all = Matrix(invocation.input(0), rows: a[0], columns: a[1])
    let left = transposeA ? all.transposed : all
    let right = Matrix(invocation.input(1), rows: b[0], columns: b[1])
    let product = Matrix(invocation.output(0), rows: result[0], columns: result[1])
    var initial = KernelCall.Initial.zero
    if invocation.inputs.count > 2, let c = invocation.inputs[2] {
      let isRow = invocation.shape(2).rank == 1
      initial =
        isRow ? .row(c) : .matrix(Matrix(c, rows: result[0], columns: result[1]))
    }
    guard let panels = invocation.scratch.first else {
      // What is transposed is a single row or column: the same numbers in the same order.
      let plain = transposeB ? Matrix(right.buffer, rows: b[1], columns: b[0]) : right
      return [.gemm(left, plain, from: initial, into: product)]
    }
    return [
      .pack(transposeB ? right.transposed : right, into: panels),
      .gemm(left, packed: panels, from: initial, into: product),
    ]
  }
}
