package import Schemas

/// What may change the training after an epoch: it is part of the experiment, since it changes bytes.
/// A new one is one file and one line in `AllCallbacks`.
package protocol Callback: Configurable {
  /// The name of the number of an epoch that it watches.
  var monitor: String { get }

  /// Whether it sets the learning rate, which a schedule must not do as well.
  var setsLearningRate: Bool { get }

  /// Its state at the start of a training.
  func begin() -> any CallbackState
}

extension Callback {
  package var setsLearningRate: Bool { false }
}

/// A callback while a training goes on.
package protocol CallbackState {
  /// Decides what follows from an epoch.
  mutating func epochEnded(_ record: EpochRecord, _ control: inout TrainingControl)

  /// Decides what follows from the end of the training.
  mutating func trainingEnded(_ control: inout TrainingControl)
}

extension CallbackState {
  package mutating func trainingEnded(_ control: inout TrainingControl) {}
}

/// What callbacks may do.
package struct TrainingControl {
  /// The learning rate of the steps to come.
  package var learningRate: Double
  /// Ends the training: the callback that wants it, by its name.
  package var stoppedBy: String?
  /// Keeps the weights as they are now, in the place of those kept before.
  package var keepsWeights = false
  /// Goes back to the weights that were kept.
  package var restoresWeights = false
}

/// The callbacks that a file can name.
package enum AllCallbacks: Catalogue {
  package static let kind = "callback"

  package static let entries: [CatalogueEntry<any Callback>] = [
    entry(EarlyStopping.self),
    entry(ReduceLROnPlateau.self),
  ]

  private static func entry<Kind: Callback>(_ kind: Kind.Type) -> CatalogueEntry<any Callback> {
    CatalogueEntry(kind) { $0 }
  }
}
