/// How an LSTM's kernels go through a batch. The result does not depend on it; the plan takes the
/// fastest for the shapes.
package enum LSTMLayout: Sendable, CaseIterable {
  /// Tiles of several rows of the batch by sixteen units of each gate, over packed weights.
  case tiles
  /// One row after the other with all gates in registers: at most sixteen units.
  case small

  /// The fastest for a size, as measured.
  package static func best(for size: LSTMSize) -> LSTMLayout {
    size.units <= 16 && size.batch <= 2 ? .small : .tiles
  }

  /// Whether the kernels can do this size.
  package func supports(_ size: LSTMSize) -> Bool {
    switch self {
    case .tiles: true
    case .small: size.units <= 16
    }
  }
}
