package import Schemas

/// Ends the training when a number has not improved for some epochs.
///
/// - Source: https://keras.io/api/callbacks/early_stopping/
package struct EarlyStopping: Callback {
  package static let title = "EarlyStopping"
  package static let summary =
    "Ends the training when a number has not improved for some epochs."
  package static let keys: [Key<EarlyStopping>] = [
    .optional("monitor", \.monitor, "The number to watch: a column of the history."),
    .optional("min_delta", \.minimalDelta, "What counts as an improvement.", .atLeast(0)),
    .optional("patience", \.patience, "Epochs without improvement that are borne.", .atLeast(0)),
    .optional("mode", \.mode, "Which way the number improves."),
    .optional("baseline", \.baseline, "What the number must be better than."),
    .optional(
      "restore_best_weights", \.restoresBest,
      "Whether the training ends with the weights of its best epoch."),
    .optional("start_from_epoch", \.start, "Epochs before it begins to watch.", .atLeast(0)),
  ]
  package static let examples = [
    "EarlyStopping",
    "EarlyStopping: {monitor: loss, min_delta: 0.01, patience: 3, mode: min, restore_best_weights: true}",
  ]
  package static let unsupportedKeys = ["verbose"]

  package var monitor = "val_loss"
  package var minimalDelta = 0.0
  package var patience = 0
  package var mode = Direction.auto
  package var baseline: Double?
  package var restoresBest = false
  package var start = 0

  package init() {}

  package func begin() -> any CallbackState {
    State(settings: self, best: mode.worst(name: monitor))
  }

  private struct State: CallbackState {
    let settings: EarlyStopping
    var best: Double
    var waited = 0
    var hasKept = false

    mutating func epochEnded(_ record: EpochRecord, _ control: inout TrainingControl) {
      guard record.epoch > settings.start, let value = record[settings.monitor] else { return }
      if settings.restoresBest, !hasKept { keep(&control) }
      waited += 1
      if improves(value, on: best) {
        best = value
        if settings.restoresBest { keep(&control) }
        if settings.baseline.map({ improves(value, on: $0) }) ?? true { waited = 0 }
        return
      }
      if waited >= settings.patience, record.epoch > 1 { control.stoppedBy = EarlyStopping.title }
    }

    mutating func trainingEnded(_ control: inout TrainingControl) {
      control.restoresWeights = control.restoresWeights || hasKept
    }

    private mutating func keep(_ control: inout TrainingControl) {
      hasKept = true
      control.keepsWeights = true
    }

    private func improves(_ value: Double, on best: Double) -> Bool {
      settings.mode.improves(
        value, on: best, by: settings.minimalDelta, name: settings.monitor)
    }
  }
}
