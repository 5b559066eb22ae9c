package import Diagnostics
import Documents
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
  /// The memory that training takes with its data, in bytes.
  package let bytes: Double
  /// First values by the parameter's name, if the experiment starts from a file.
  package let initialWeights: InitialWeights?
  /// Expectations of counts and shapes that do not hold.
  package let failedExpectations: [ExperimentProblem]
  /// The file's tree, to show places in it.
  package let root: Node

  /// The numbers to learn from, made anew: as large as the file says.
  package func data() -> TrainingData {
    let data = experiment.data
    let source = data.source.value
    let numbers = Tensor([source.count], source.values())
    return TrainingData(
      inputs: data.allInputs.map { $0.transformations.apply(to: numbers) },
      targets: data.allTargets.map { $0.transformations.apply(to: numbers) }, parts: parts)
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
