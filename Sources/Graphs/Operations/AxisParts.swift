import Engine

/// A tensor's words seen as rows of slices along one axis, so that a stretch of the axis is a view.
struct AxisParts {
  private let rows: Int
  private let slice: Int
  private let axisSize: Int

  init(of type: TensorType, axis: Int) {
    let shape = type.shape
    rows = Shape(Array(shape.dimensions[..<axis])).elementCount
    slice = Shape(Array(shape.dimensions[(axis + 1)...])).elementCount * type.element.wordCount
    axisSize = shape[axis]
  }

  /// The stretch of the axis that begins at `from`.
  func part(_ buffer: Buffer, from: Int, size: Int) -> Matrix {
    Matrix(
      buffer, offset: from * slice, rows: rows, columns: size * slice, rowStride: axisSize * slice)
  }

  /// A tensor of its own that holds only a stretch of this size.
  func alone(_ buffer: Buffer, size: Int) -> Matrix {
    Matrix(buffer, rows: rows, columns: size * slice)
  }
}
