/// How an LSTM's kernels go through a batch. The result does not depend on it; the plan takes the
/// fastest for the shapes.
package enum LSTMLayout: Sendable, CaseIterable {
  /// Tiles of several rows of the batch by sixteen units of each gate, over packed weights.
  case tiles
  /// One row after the other, over packed weights without gaps between gates.
  case row
  /// One row after the other with all gates in registers: at most sixteen units.
  case small
  /// Sixteen rows at a time, one in each lane: at most 64 units and 256 features.
  case lanes

  /// The fastest for a size, as measured (units 1...52, batch 4...100, both directions, AVX-512 and
  /// AVX2). Time goes with the lanes that are computed, idle ones included: tiles fill up units,
  /// lanes fill up rows. Where both are full, lanes take up to a quarter longer, since they transpose
  /// and read more weights; beyond 32 units that grows.
  package static func best(for size: LSTMSize) -> LSTMLayout {
    if size.units <= 16, size.batch <= 2 { return .small }
    let tiled = size.batch * filled(size.units)
    let inLanes = filled(size.batch) * size.units
    if size.units <= 32, 5 * inLanes <= 4 * tiled, lanes.supports(size) { return .lanes }
    return size.batch == 1 ? .row : .tiles
  }

  private static func filled(_ count: Int) -> Int { (count + 15) / 16 * 16 }

  /// Whether the kernels can do this size.
  package func supports(_ size: LSTMSize) -> Bool {
    switch self {
    case .tiles, .row: true
    case .small: size.units <= 16
    case .lanes: size.units <= 64 && size.features <= 256
    }
  }

  /// How many rows of the batch one part of the work has at least.
  var samplesTogether: Int { self == .lanes ? 16 : 1 }

  /// Floats of the packed weights; zero where they are read as they stand.
  package func packedCount(_ size: LSTMSize) -> Int {
    let depth = size.features + size.units
    switch self {
    case .tiles: return KernelCall.packedCount(rows: depth, columns: size.units, gates: 4)
    case .row: return KernelCall.packedCount(rows: depth, columns: 4 * size.units)
    case .small, .lanes: return 0
    }
  }

  /// Floats of scratch of the gradient's kernel where it gives no gradient of the initial states,
  /// whose places serve else; zero where it keeps states in registers or on the stack.
  package func gradientScratchCount(_ size: LSTMSize, isMasked: Bool) -> Int {
    switch self {
    case .tiles, .row: isMasked ? 2 * size.state : size.state
    case .small, .lanes: 0
    }
  }
}

/// The sizes of an LSTM layer over one batch.
package struct LSTMSize: Sendable, Hashable {
  package let batch: Int
  package let steps: Int
  package let features: Int
  package let units: Int

  package init(batch: Int, steps: Int, features: Int, units: Int) {
    self.batch = batch
    self.steps = steps
    self.features = features
    self.units = units
  }

  /// Batch times steps: the rows of a product over all time steps.
  package var rows: Int { batch * steps }
  /// Floats of all gates of all steps.
  package var gates: Int { rows * 4 * units }
  /// Floats of one state (h or c) of all steps.
  package var states: Int { rows * units }
  /// Floats of one state of one step.
  package var state: Int { batch * units }
}
