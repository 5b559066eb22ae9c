import Engine

/// Numbers with a shape, row-major: a data set, a parameter, predictions.
package struct Tensor: Sendable, Hashable {
  package let shape: Shape
  package let values: [Float]

  /// - Precondition: as many values as the shape says.
  package init(_ shape: Shape, _ values: [Float]) {
    precondition(shape.elementCount == values.count, "a tensor has the size that its shape says")
    self.shape = shape
    self.values = values
  }

  /// The floats of one sample.
  package var sampleCount: Int { shape[0] == 0 ? 0 : values.count / shape[0] }

  /// The same with zero for what is too small to be multiplied, −0 included; see `Float.flushed`.
  /// Nothing is copied where no bit changes.
  package var flushed: Tensor {
    values.allSatisfy { $0.flushed.bitPattern == $0.bitPattern }
      ? self : Tensor(shape, values.map { $0.flushed })
  }
}
