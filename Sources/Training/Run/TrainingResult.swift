package import Graphs

/// What training gave, but for the losses and the parameters: those may be many, and whoever wants
/// them is told while they are at hand.
package struct TrainingResult: Sendable {
  /// The epochs that were trained.
  package let epochs: Int
  /// The mean loss of the last epoch, every batch measured before its update; not finite if the
  /// training stopped for that.
  package let lastLoss: Double
  /// Parameter updates.
  package let updates: Int
  /// The predictions for all samples after the last epoch.
  package let predictions: Tensor
  /// Whether every parameter is a finite number after the last epoch.
  let parametersAreFinite: Bool

  /// The epoch, from one, in which a number was no longer finite: the loss, or, since a loss is
  /// measured before its update, a parameter or a prediction after the last update.
  package var divergedAt: Int? {
    let isFinite =
      lastLoss.isFinite && parametersAreFinite && predictions.values.allSatisfy { $0.isFinite }
    return isFinite ? nil : epochs
  }
}
