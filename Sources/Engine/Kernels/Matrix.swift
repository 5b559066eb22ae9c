/// A two-dimensional view of a buffer. Element [r, c] stands at
/// `offset + r · rowStride + c · columnStride`, counted in floats from the buffer's start.
package struct Matrix: Sendable {
  package let buffer: Buffer
  package let offset: Int
  package let rows: Int
  package let columns: Int
  package let rowStride: Int
  package let columnStride: Int

  package init(
    _ buffer: Buffer, offset: Int = 0, rows: Int, columns: Int, rowStride: Int? = nil,
    columnStride: Int = 1
  ) {
    self.buffer = buffer
    self.offset = offset
    self.rows = rows
    self.columns = columns
    self.rowStride = rowStride ?? columns
    self.columnStride = columnStride
    let last = offset + max(rows - 1, 0) * self.rowStride + max(columns - 1, 0) * columnStride
    precondition(rows * columns == 0 || last < buffer.count, "the view lies inside its buffer")
  }

  /// The same elements with rows and columns exchanged; nothing moves.
  package var transposed: Matrix {
    Matrix(
      buffer, offset: offset, rows: columns, columns: rows, rowStride: columnStride,
      columnStride: rowStride)
  }

  var place: Int64 { Int64(buffer.offset + offset) }
}
