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
    precondition(a.columns == b.rows && b.columns == c.columns)
    precondition(b.columnStride == 1, "B is row-major")
    return gemm(
      a, b.buffer, place: b.place, rowStride: b.rowStride, isPacked: false, from: initial, into: c,
      adding: adding)
  }

  /// The same with a right operand [a.columns, c.columns] that `pack` has put into panels.
  package static func gemm(
    _ a: Matrix, packed b: Buffer, from initial: Initial = .zero, into c: Matrix,
    adding: Bool = false
  ) -> KernelCall {
    b.require(packedCount(rows: a.columns, columns: c.columns))
    return gemm(
      a, b, place: b.place, rowStride: 0, isPacked: true, from: initial, into: c, adding: adding)
  }

  private static func gemm(
    _ a: Matrix, _ b: Buffer, place bPlace: Int64, rowStride: Int, isPacked: Bool,
    from initial: Initial, into c: Matrix, adding: Bool
  ) -> KernelCall {
    precondition(a.rows == c.rows)
    precondition(c.columnStride == 1, "C is row-major")
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
    let operations = 2 * Double(a.rows) * Double(a.columns) * Double(c.columns)
    // As the kernel divides it: along the longer side.
    let division =
      c.rows >= c.columns
      ? Division(.rows, count: c.rows, unit: rowsTogether, operations: operations)
      : Division(
        .columns, count: c.columns, unit: isPacked ? panelWidth : Division.line,
        operations: operations)
    return KernelCall(
      isPacked ? "gemm_packed" : "gemm", LAB_GEMM,
      reads: [a.buffer, b, start, adding ? c.buffer : nil],
      writes: [c.buffer], operations: operations, division: division,
      .init(
        gemm: lab_gemm(
          m: Int64(a.rows), n: Int64(c.columns), k: Int64(a.columns), a: a.place,
          a_row: Int64(a.rowStride), a_column: Int64(a.columnStride), b: bPlace,
          b_row: Int64(rowStride), packed: isPacked ? 1 : 0, c: c.place, c_row: Int64(c.rowStride),
          initial: place,
          initial_row: Int64(stride), add: adding ? 1 : 0)))
  }

  /// Rows of a product that stay together: the height of a tile.
  static let rowsTogether = 6

  /// Columns of a packed panel.
  package static let panelWidth = 64

  /// Floats of a packed right operand.
  ///
  /// - Parameters:
  ///   - rows: all rows of a panel
  ///   - columns: of the operand, or of each gate where there are `gates`
  package static func packedCount(rows: Int, columns: Int, gates: Int = 1) -> Int {
    rows * gates * ((columns + Division.line - 1) / Division.line * Division.line)
  }

  /// Copies a right operand into panels of 64 columns, which products read in order; see `lab_pack`.
  ///
  /// - Parameters:
  ///   - matrix: rows × columns; rows or columns are dense
  ///   - panels: `packedCount` floats
  package static func pack(_ matrix: Matrix, into panels: Buffer) -> KernelCall {
    precondition(matrix.rowStride == 1 || matrix.columnStride == 1)
    panels.require(packedCount(rows: matrix.rows, columns: matrix.columns))
    return pack(
      matrix, columns: matrix.columns, gates: false, into: panels, depth: matrix.rows, first: 0)
  }

  /// Copies an LSTM's W [features, 4·units] and U [units, 4·units], one above the other, into panels:
  /// of 64 columns, or, with `gates`, of 16 units of each gate.
  static func packWeights(
    kernel: Buffer, recurrent: Buffer, features: Int, units: Int, gates: Bool, into panels: Buffer
  ) -> [KernelCall] {
    [(kernel, features, 0), (recurrent, units, features)].map { source, rows, first in
      pack(
        Matrix(source, rows: rows, columns: 4 * units), columns: gates ? units : 4 * units,
        gates: gates, into: panels, depth: features + units, first: first)
    }
  }

  private static func pack(
    _ matrix: Matrix, columns: Int, gates: Bool, into panels: Buffer, depth: Int, first: Int
  ) -> KernelCall {
    KernelCall(
      gates ? "pack_gates" : "pack", LAB_PACK, reads: [matrix.buffer], writes: [panels],
      operations: 0,
      division: Division(
        .columns, count: columns, unit: Division.line,
        operations: Double(matrix.rows * matrix.columns)),
      .init(
        pack: lab_pack(
          rows: Int64(matrix.rows), columns: Int64(columns), source: matrix.place,
          row: Int64(matrix.rowStride), column: Int64(matrix.columnStride), target: panels.place,
          depth: Int64(depth), first: Int64(first), gates: gates ? 1 : 0)))
  }
}
