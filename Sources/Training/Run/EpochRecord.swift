/// The numbers of an epoch by name: the loss, the metrics, and the same of the validation part.
package struct EpochRecord: Sendable, Hashable {
  /// From one.
  package let epoch: Int
  /// The names: `loss`, then others, in the order of the columns of a history.
  package let names: [String]
  /// One a name.
  package let values: [Double]

  package init(epoch: Int, names: [String], values: [Double]) {
    precondition(names.count == values.count && !names.isEmpty)
    self.epoch = epoch
    self.names = names
    self.values = values
  }

  /// The number of this name; nil where there is none.
  package subscript(name: String) -> Double? {
    names.firstIndex(of: name).map { values[$0] }
  }

  /// The mean loss over the samples, each batch measured before its update.
  package var loss: Double { values[0] }
}
