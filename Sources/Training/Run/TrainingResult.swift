/// What training gave.
package struct TrainingResult: Sendable {
  /// A trained tensor with its name.
  package struct NamedTensor: Sendable {
    package let name: String
    package let tensor: Tensor

    package init(name: String, tensor: Tensor) {
      self.name = name
      self.tensor = tensor
    }
  }

  /// The mean loss of each epoch, every batch measured before its update. The last one is not
  /// finite if the training stopped for that.
  package let losses: [Double]
  /// Parameter updates.
  package let updates: Int
  /// The predictions for all samples after the last epoch.
  package let predictions: Tensor
  /// The parameters after the last epoch, in the order of the layers.
  package let parameters: [NamedTensor]

  /// The epoch, from one, at which the loss was no longer finite.
  package var divergedAt: Int? {
    losses.last.map { $0.isFinite } == false ? losses.count : nil
  }
}
