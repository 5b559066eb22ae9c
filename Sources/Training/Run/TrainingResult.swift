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

  /// The epoch, from one, in which a number was no longer finite: the loss, or, since a loss is
  /// measured before its update, a parameter or a prediction after the last update.
  package var divergedAt: Int? {
    guard let last = losses.last else { return nil }
    let isFinite =
      last.isFinite && predictions.values.allSatisfy { $0.isFinite }
      && parameters.allSatisfy { $0.tensor.values.allSatisfy { $0.isFinite } }
    return isFinite ? nil : losses.count
  }
}
