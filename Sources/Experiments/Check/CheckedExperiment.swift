package import Datasets
package import Diagnostics
import Documents
import Files
import Graphs
package import Layers
package import Training
package import Weights
package import YAML

/// An experiment that can be run: everything that can be known without training is known.
package struct CheckedExperiment: Sendable {
  package let name: ExperimentName
  package let experiment: Experiment
  /// Built for a whole batch.
  package let model: Model
  package let trainer: Trainer
  package let parts: SampleParts
  package let samples: ExperimentData
  /// What is measured at the end.
  package let evaluation: PlannedEvaluation
  /// Makes a trainer of the same model for other parts of samples of the same shapes.
  let makeTrainer: TrainerFactory
  /// The memory that training takes with its data, in bytes.
  package let bytes: Double
  /// First values by the parameter's name, if the experiment starts from a file.
  package let initialWeights: InitialWeights?
  /// Expectations of counts and shapes that do not hold.
  package let failedExpectations: [ExperimentProblem]
  /// The file's tree, to show places in it.
  package let root: Node

  /// The numbers to learn from.
  package func data() -> TrainingData {
    let data = experiment.data
    let pipeline = data.pipeline(seed: UInt64(experiment.seed))
    let redraw: TrainingData.Redraw = { epoch in Self.draw(of: epoch, data, pipeline) }
    return samples.trainingData(parts, redraw: data.draw == .once ? nil : redraw, fed: fedSamples)
  }

  /// The samples that see the forecasts of those before them.
  package var fedSamples: [Int] {
    guard let walk = experiment.evaluate?.walkForward, walk.feed == .own, walk.refit == .never
    else {
      return []
    }
    return parts.test
  }

  /// The inputs and targets of the draw of an epoch.
  private static func draw(
    of epoch: Int, _ data: DataSection, _ pipeline: Pipeline
  ) -> (inputs: [Tensor], targets: [Tensor]) {
    let open: @Sendable (String) throws(FileProblem) -> RegularFile = {
      path throws(FileProblem) in
      throw .notFound(path: path)
    }
    guard let start = try? pipeline.start(epoch: epoch, open: open),
      let drawn = try? ExperimentData(data, from: start)
    else { preconditionFailure("every draw has the shapes and kinds of the first") }
    let tensors = drawn.trainingData(SampleParts(all: drawn.sampleCount))
    return (tensors.inputs, tensors.targets)
  }
}

extension CheckedExperiment {
  /// That the system does not give the memory that training takes.
  package var memoryDiagnostic: Diagnostic {
    let path = ConfigurationPath(.key("data"), .key("source"))
    return Diagnostic(
      .memory, "the system does not give the \(ByteCount.text(bytes)) that training takes",
      at: path.range(in: root).firstLine,
      "use fewer numbers or a smaller batch, or run it where there is more memory; a report that "
        + "stands there is of an earlier run")
  }
}
