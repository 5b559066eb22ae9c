package import Datasets
package import Graphs

/// The numbers to learn from.
package struct TrainingData: Sendable {
  /// One an input of the network, each [samples, …].
  package let inputs: [Tensor]
  /// One an output of the network, each [samples, …].
  package let targets: [Tensor]
  package let parts: SampleParts
  /// The samples of an epoch, from two on, of which those of the training part are taken: of the same
  /// shapes; nil where every epoch has the same.
  package let redraw: Redraw?

  /// The samples that are predicted one after the other at the end; nil: none sees a prediction.
  package let feedback: Feedback?

  /// Gives the inputs and targets of an epoch.
  package typealias Redraw = @Sendable (Int) -> (inputs: [Tensor], targets: [Tensor])

  /// - Parameter parts: nil: all samples are trained on
  package init(
    inputs: [Tensor], targets: [Tensor], parts: SampleParts? = nil, redraw: Redraw? = nil,
    feedback: Feedback? = nil
  ) {
    self.feedback = feedback
    self.redraw = redraw
    self.inputs = inputs
    self.targets = targets
    self.parts = parts ?? SampleParts(all: inputs[0].shape[0])
  }

  /// All samples.
  package var sampleCount: Int { inputs[0].shape[0] }

  /// The same with zero for what is too small to be multiplied.
  var flushed: TrainingData {
    TrainingData(
      inputs: inputs.map { $0.flushed }, targets: targets.map { $0.flushed }, parts: parts,
      redraw: redraw, feedback: feedback)
  }

  /// What an epoch trains on.
  func drawn(in epoch: Int) -> TrainingData {
    guard let redraw, epoch > 1 else { return self }
    let (inputs, targets) = redraw(epoch)
    return TrainingData(inputs: inputs, targets: targets, parts: parts).flushed
  }
}
