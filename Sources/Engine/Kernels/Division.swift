/// Into which pieces the work of a kernel can be divided: by outputs, never within a sum.
package struct Division: Sendable, Hashable {
  /// What the pieces are.
  package enum Axis: String, Sendable {
    case elements, rows, columns, samples
  }

  package let axis: Axis
  /// The most parts that there can be.
  package let pieces: Int
  /// The most parts that the work is worth: one if it is smaller than what handing it over costs.
  package let parts: Int

  /// Work done in one piece.
  package static let none = Division(axis: .elements, pieces: 1, parts: 1)

  private init(axis: Axis, pieces: Int, parts: Int) {
    self.axis = axis
    self.pieces = pieces
    self.parts = parts
  }

  /// - Parameters:
  ///   - count: the number of outputs along the axis
  ///   - unit: how many of them stay together
  ///   - operations: floating-point operations or, where it moves memory, floats, of the whole
  init(_ axis: Axis, count: Int, unit: Int, operations: Double) {
    let pieces = max(1, (count + unit - 1) / unit)
    let worthwhile = Int(min(operations / Self.smallestPart, 1024))
    self.init(axis: axis, pieces: pieces, parts: max(1, min(pieces, worthwhile)))
  }

  /// Operations that a thread does in the time that it takes to meet another, roughly 1 µs.
  private static let smallestPart = 20_000.0

  /// Floats that stay together in element-wise work: a cache line.
  static let line = 16
}
