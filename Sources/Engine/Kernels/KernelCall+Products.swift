import CKernels

extension KernelCall {
  /// What a chain of a matrix product starts from.
  package enum Initial: Sendable {
    case zero
    /// One row for all rows of the result: a bias.
    case row(Buffer)
    /// A value for each element; it may be the result itself, and then the chain goes on.
    case matrix(Matrix)
  }

  /// C = initial + A·B, one chain an element, k ascending. With `adding`, that is added to what C
  /// holds.
  package static func gemm(
    _ a: Matrix, _ b: Matrix, from initial: Initial = .zero, into c: Matrix, adding: Bool = false
  ) -> KernelCall {
    precondition(a.columns == b.rows && a.rows == c.rows && b.columns == c.columns)
    precondition(b.columnStride == 1 && c.columnStride == 1, "B and C are row-major")
    let (start, place, stride): (Buffer?, Int64, Int) =
      switch initial {
      case .zero: (nil, Int64(LAB_ABSENT), 0)
      case .row(let row): (row, row.place, 0)
      case .matrix(let matrix): (matrix.buffer, matrix.place, matrix.rowStride)
      }
    if case .row(let row) = initial { row.require(c.columns) }
    if case .matrix(let matrix) = initial {
      precondition(matrix.rows == c.rows && matrix.columns == c.columns && matrix.columnStride == 1)
    }
    return KernelCall(
      "gemm", LAB_GEMM, reads: [a.buffer, b.buffer, start, adding ? c.buffer : nil],
      writes: [c.buffer],
      operations: 2 * Double(a.rows) * Double(a.columns) * Double(b.columns),
      .init(
        gemm: lab_gemm(
          m: Int64(a.rows), n: Int64(b.columns), k: Int64(a.columns), a: a.place,
          a_row: Int64(a.rowStride), a_column: Int64(a.columnStride), b: b.place,
          b_row: Int64(b.rowStride), c: c.place, c_row: Int64(c.rowStride), initial: place,
          initial_row: Int64(stride), add: adding ? 1 : 0)))
  }
}
