package import Datasets
import Files
package import Graphs
import Synchronization
package import Training

/// The data of an experiment, loaded and shaped.
package struct ExperimentData: Sendable {
  /// What all inputs and targets begin with.
  package let start: DataStart
  /// One an input.
  package let inputs: [ShapedSamples]
  /// One a target; nil for one that cannot be made.
  let allTargets: [ShapedSamples?]
  /// Whether all have as many samples.
  let fits: Bool
  /// The digests of the files that were read, by their names in the experiment.
  package let files: [(name: String, digest: String)]

  init(
    start: DataStart, inputs: [ShapedSamples], allTargets: [ShapedSamples?], fits: Bool,
    files: [(name: String, digest: String)]
  ) {
    self.start = start
    self.inputs = inputs
    self.allTargets = allTargets
    self.fits = fits
    self.files = files
  }

  /// The inputs and targets that a section makes of what they begin with, where it is known that it can.
  package init(_ section: DataSection, from start: DataStart) throws(StepFailure) {
    func shaped(
      _ all: [NamedTransformations], isTarget: Bool
    ) throws(StepFailure) -> [ShapedSamples] {
      var shaped: [ShapedSamples] = []
      for one in all {
        shaped.append(try start.samples(one.transformations, isTarget: isTarget))
      }
      return shaped
    }
    self.init(
      start: start, inputs: try shaped(section.allInputs, isTarget: false),
      allTargets: try shaped(section.allTargets, isTarget: true), fits: true, files: [])
  }

  /// One a target; nil where they do not fit the inputs.
  package var targets: [ShapedSamples]? {
    fits && !allTargets.contains { $0 == nil } ? allTargets.compactMap { $0 } : nil
  }

  /// All samples.
  package var sampleCount: Int { inputs[0].samples.count }

  var inputShapes: [Shape] { inputs.map { $0.samples.shape } }
  var targetShapes: [Shape]? { targets?.map { $0.samples.shape } }

  /// Whether something that was learned ties the samples to the rows that were divided.
  var isTied: Bool { (inputs + allTargets.compactMap { $0 }).contains { $0.hasLearned } }

  /// Predictions and targets in the units of the source, one an output.
  ///
  /// - Parameter fed: the samples whose predictions build on one another
  package func values(of predictions: [Tensor], fed: [Int]) -> [OriginalValues] {
    zip(targets ?? [], predictions).map {
      OriginalValues(TargetUnits($0.samples, start.rows), $1, fed: fed)
    }
  }

  /// As training takes them.
  ///
  /// - Parameter fed: the samples that see the predictions of those before them
  package func trainingData(
    _ parts: SampleParts, redraw: TrainingData.Redraw? = nil, fed: [Int] = []
  ) -> TrainingData {
    TrainingData(
      inputs: inputs.map { $0.samples.tensor },
      targets: (targets ?? []).map { $0.samples.tensor }, parts: parts, redraw: redraw,
      feedback: fed.isEmpty ? nil : OwnForecasts(self, group: fed).feedback)
  }

  /// The memory of the source's numbers, the inputs and the targets at once, in bytes.
  var bytes: Double {
    let samples = inputs + allTargets.compactMap { $0 }
    let rows = start.named.reduce(0.0) { $0 + Double($1.content.elementCount) }
    return 4 * samples.reduce(rows) { $0 + Double($1.samples.shape.elementCount) }
  }
}

/// The files that a source opens, kept open until their digests are taken.
final class OpenedFiles: Sendable {
  private let all = Mutex<[(name: String, file: RegularFile)]>([])

  /// Opens a file.
  ///
  /// - Parameter name: as the experiment names it
  func open(_ path: CheckedPath, named name: String) throws(FileProblem) -> RegularFile {
    let file = try RegularFile(path)
    all.withLock { $0.append((name, file)) }
    return file
  }

  /// The digests of all bytes, which have not changed since the files were opened.
  func digests() throws(FileProblem) -> [(name: String, digest: String)] {
    var digests: [(String, String)] = []
    for (name, file) in all.withLock({ $0 }) {
      var hash = SHA256()
      try file.eachPiece { hash.update($0) }
      try file.checkUnchanged()
      digests.append((name, hash.finish()))
    }
    return digests
  }
}
