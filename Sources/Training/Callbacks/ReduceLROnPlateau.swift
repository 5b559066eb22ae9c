package import Schemas

/// Makes the learning rate smaller when a number has not improved for some epochs.
///
/// - Source: https://keras.io/api/callbacks/reduce_lr_on_plateau/
package struct ReduceLROnPlateau: Callback {
  package static let title = "ReduceLROnPlateau"
  package static let summary =
    "Makes the learning rate smaller when a number has not improved for some epochs."
  package static let keys: [Key<ReduceLROnPlateau>] = [
    .optional("monitor", \.monitor, "The number to watch: a column of the history."),
    .optional("factor", \.factor, "What the learning rate is multiplied by.", .upTo(0, 1)),
    .optional("patience", \.patience, "Epochs without improvement that are borne.", .atLeast(0)),
    .optional("mode", \.mode, "Which way the number improves."),
    .optional("min_delta", \.minimalDelta, "What counts as an improvement.", .atLeast(0)),
    .optional(
      "cooldown", \.cooldown, "Epochs after a change in which nothing counts.", .atLeast(0)),
    .optional("min_lr", \.minimalRate, "The smallest learning rate.", .atLeast(0)),
  ]
  package static let examples = [
    "ReduceLROnPlateau",
    "ReduceLROnPlateau: {monitor: loss, factor: 0.5, patience: 2, cooldown: 1, min_lr: 1e-5}",
  ]
  package static let unsupportedKeys = ["verbose"]

  package var monitor = "val_loss"
  package var factor = 0.1
  package var patience = 10
  package var mode = Direction.auto
  package var minimalDelta = 0.0001
  package var cooldown = 0
  package var minimalRate = 0.0

  package var setsLearningRate: Bool { true }

  package init() {}

  package func begin() -> any CallbackState {
    State(settings: self, best: mode.worst(name: monitor))
  }

  private struct State: CallbackState {
    let settings: ReduceLROnPlateau
    var best: Double
    var waited = 0
    var cooling = 0

    mutating func epochEnded(_ record: EpochRecord, _ control: inout TrainingControl) {
      guard let value = record[settings.monitor] else { return }
      if cooling > 0 {
        cooling -= 1
        waited = 0
      }
      if settings.mode.improves(
        value, on: best, by: settings.minimalDelta, name: settings.monitor)
      {
        best = value
        waited = 0
        return
      }
      guard cooling == 0 else { return }
      waited += 1
      guard waited >= settings.patience else { return }
      if control.learningRate > settings.minimalRate {
        control.learningRate = max(control.learningRate * settings.factor, settings.minimalRate)
        cooling = settings.cooldown
        waited = 0
      }
    }
  }
}
