package import Documents
package import Experiments
package import Graphs
import Schemas
package import Training

/// An experiment that was run: what came out, and whether that is what was expected.
package struct Outcome: Sendable {
  /// One thing that was expected and what it was.
  package struct Expectation: Sendable {
    /// The expectation's keys below `expect`, with dots: `parameters.lstm_1`.
    package let path: String
    package let expected: DataValue
    package let actual: DataValue
    package let passed: Bool
  }

  package let experiment: CheckedExperiment
  package let target: Tensor
  package let result: TrainingResult
  /// The digest of the trained parameters.
  package let weights: String
  package let expectations: [Expectation]

  /// Whether the loss stayed finite and every expectation holds.
  package var passed: Bool {
    result.divergedAt == nil && expectations.allSatisfy { $0.passed }
  }

  /// Whether the training went on to its end; false if it was stopped from outside.
  package var isComplete: Bool {
    result.divergedAt != nil || result.losses.count == experiment.experiment.training.epochs
  }
}
