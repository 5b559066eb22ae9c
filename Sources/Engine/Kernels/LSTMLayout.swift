/// How an LSTM's kernels go through a batch. The result does not depend on it; the plan takes the
/// fastest for the shapes.
package enum LSTMLayout: Sendable, CaseIterable {
  /// Tiles of several rows of the batch by sixteen units of each gate, over packed weights.
  case tiles
  /// One row after the other, over packed weights without gaps between gates.
  case row
  /// One row after the other with all gates in registers: at most sixteen units.
  case small

  /// The fastest for a size, as measured.
  package static func best(for size: LSTMSize) -> LSTMLayout {
    if size.units <= 16, size.batch <= 2 { return .small }
    return size.batch == 1 ? .row : .tiles
  }

  /// Whether the kernels can do this size.
  package func supports(_ size: LSTMSize) -> Bool {
    switch self {
    case .tiles, .row: true
    case .small: size.units <= 16
    }
  }

  /// Floats of the packed weights; zero where they are read as they stand.
  package func packedCount(_ size: LSTMSize) -> Int {
    let depth = size.features + size.units
    switch self {
    case .tiles: return KernelCall.packedCount(rows: depth, columns: size.units, gates: 4)
    case .row: return KernelCall.packedCount(rows: depth, columns: 4 * size.units)
    case .small: return 0
    }
  }
}
