package import Graphs
package import Schemas

/// A step on the way from numbers to samples. A new one is one file and one line in
/// `AllTransformations`.
package protocol Transformation: Configurable {
  /// The shape that it makes of data of the given shape.
  func shape(of input: Shape) throws(DataError) -> Shape

  /// The data transformed.
  ///
  /// - Precondition: `shape(of:)` accepted the data's shape.
  func apply(to data: Tensor) -> Tensor
}
