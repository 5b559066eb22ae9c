import Engine
import TestSupport

/// The memory for one kernel call: its operands with odd gaps between them, all else filled with a
/// NaN of its own, which spoils a result that it is read into and is missed where it is overwritten.
struct GuardedMemory {
  static let guardPattern: UInt32 = 0x7fc1_2345

  private(set) var floats: [Float] = []
  private var random: TestRandom

  init(seed: UInt64) {
    random = TestRandom(seed: seed)
    leaveGap()
  }

  /// An operand with these values.
  mutating func buffer(_ values: [Float]) -> Buffer {
    let buffer = Buffer(offset: floats.count, count: values.count)
    floats += values
    leaveGap()
    return buffer
  }

  /// An operand that the kernel fills.
  mutating func empty(_ count: Int) -> Buffer {
    buffer([Float](repeating: Self.guardValue, count: count))
  }

  /// An operand of float64 numbers, at an even place; nil leaves it to the kernel.
  mutating func doubles(_ values: [Double?], alsoFloats: Int = 0) -> Buffer {
    if floats.count % 2 == 1 { floats.append(Self.guardValue) }
    return buffer(
      values.flatMap { $0.map { GuardedMemory.halves($0) } ?? [Self.guardValue, Self.guardValue] }
        + [Float](repeating: 0, count: alsoFloats))
  }

  /// An operand of uniform floats between −scale and scale.
  mutating func drawn(_ count: Int, scale: Float = 1) -> Buffer {
    buffer(random.floats(count).map { $0 * scale })
  }

  /// A view of a buffer of its own, with gaps between rows; `isEmpty` leaves the elements to the
  /// kernel.
  mutating func matrix(
    rows: Int, columns: Int, isTransposed: Bool = false, isEmpty: Bool = false
  ) -> Matrix {
    let (outer, inner) = isTransposed ? (columns, rows) : (rows, columns)
    let stride = inner + size(0...5)
    let start = size(0...3)
    var values = [Float](repeating: Self.guardValue, count: start + outer * stride)
    if !isEmpty {
      for row in 0..<outer {
        for column in 0..<inner { values[start + row * stride + column] = element() }
      }
    }
    return Matrix(
      buffer(values), offset: start, rows: rows, columns: columns,
      rowStride: isTransposed ? 1 : stride, columnStride: isTransposed ? stride : 1)
  }

  /// The same places with other numbers.
  func replaced(by floats: [Float]) -> GuardedMemory {
    var copy = self
    copy.floats = floats
    return copy
  }

  mutating func size(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  mutating func floats(drawing count: Int) -> [Float] { random.floats(count) }

  mutating func flip() -> Bool { Bool.random(using: &random) }

  private mutating func element() -> Float { Float.random(in: -1..<1, using: &random) }

  private mutating func leaveGap() {
    floats += [Float](repeating: Self.guardValue, count: size(1...9))
  }

  private static let guardValue = Float(bitPattern: guardPattern)

  static func halves(_ value: Double) -> [Float] {
    [
      Float(bitPattern: UInt32(truncatingIfNeeded: value.bitPattern)),
      Float(bitPattern: UInt32(truncatingIfNeeded: value.bitPattern >> 32)),
    ]
  }
}
