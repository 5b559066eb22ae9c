package import Graphs

/// The numbers to learn from.
package struct TrainingData: Sendable {
  /// One an input of the network, each [samples, …].
  package let inputs: [Tensor]
  /// One an output of the network, each [samples, …].
  package let targets: [Tensor]
  package let parts: SampleParts

  /// - Parameter parts: nil: all samples are trained on
  package init(inputs: [Tensor], targets: [Tensor], parts: SampleParts? = nil) {
    self.inputs = inputs
    self.targets = targets
    self.parts = parts ?? SampleParts(all: inputs[0].shape[0])
  }

  /// All samples.
  package var sampleCount: Int { inputs[0].shape[0] }

  /// The same with zero for what is too small to be multiplied.
  var flushed: TrainingData {
    TrainingData(
      inputs: inputs.map { $0.flushed }, targets: targets.map { $0.flushed }, parts: parts)
  }
}
