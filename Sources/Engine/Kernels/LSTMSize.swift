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
