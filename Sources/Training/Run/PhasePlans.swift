import Datasets
import Engine
package import Graphs
package import Plans

/// The plans of a training: each phase, for each size of its batches, over one arena.
package struct PhasePlans: Sendable {
  /// For whole batches and, if samples are left over in an epoch, for those.
  package let training: [StepPlan]
  /// By the size of a batch; none where nothing is measured beside the training.
  package let evaluation: [Int: StepPlan]
  /// By the size of a batch.
  package let prediction: [Int: StepPlan]
  /// Where what lasts from step to step stands in the arena.
  package let layout: PersistentLayout
  /// The network that is trained, for whole batches.
  package let network: Network

  /// - Parameters:
  ///   - targets: the shapes of all targets, [samples, …], one an output
  ///   - network: gives the network for batches of a size
  init<Failure: Error>(
    _ settings: TrainingSettings, targets: [Shape], parts: SampleParts,
    network: (Int, Mode) throws(Failure) -> Network
  ) throws {
    func shapes(_ size: Int) -> [Shape] { targets.map { $0.replacing(axis: 0, with: size) } }
    let sizes = { (count: Int) in Self.sizes(count, settings.batchSize) }
    var networks: [Int: Network] = [:]
    var steps: [StepGraph] = []
    for size in sizes(parts.training.count) {
      let network = try network(size, .training)
      networks[size] = network
      steps.append(try StepGraph.training(network, targets: shapes(size), settings))
    }
    let whole = networks[min(settings.batchSize, parts.training.count)]
    guard let whole else { preconditionFailure("there is a sample to train on") }
    func inference(_ size: Int) throws -> Network {
      if let known = networks[size], !known.dependsOnMode { return known }
      return try network(size, .inference)
    }
    let measured = Set(sizes(parts.validation.count) + sizes(parts.test.count)).sorted()
    let evaluations = try measured.map { size in
      try StepGraph.evaluation(inference(size), targets: shapes(size), settings)
    }
    let predicted = Set(sizes(targets[0][0]) + (settings.feedsBack ? [1] : [])).sorted()
    let predictions = try predicted.map { try StepGraph.prediction(inference($0)) }
    let graphs = (steps + evaluations + predictions).map { $0.graph }
    for graph in graphs { try Plan.check(graph) }
    let layout = PersistentLayout(of: graphs)
    func plans(_ graphs: [StepGraph]) throws(PlanError) -> [StepPlan] {
      var plans: [StepPlan] = []
      for graph in graphs { plans.append(try StepPlan(graph, layout: layout)) }
      return plans
    }
    func bySize(_ plans: [StepPlan]) -> [Int: StepPlan] {
      Dictionary(uniqueKeysWithValues: plans.map { ($0.size, $0) })
    }
    self.layout = layout
    self.network = whole
    training = try plans(steps)
    evaluation = bySize(try plans(evaluations))
    prediction = bySize(try plans(predictions))
  }

  /// The sizes of batches that some samples make: whole ones, and the rest.
  private static func sizes(_ count: Int, _ batch: Int) -> [Int] {
    guard count > 0 else { return [] }
    let whole = min(batch, count)
    return count % whole == 0 ? [whole] : [whole, count % whole]
  }

  /// All plans.
  private var all: [Plan] {
    (training + Array(evaluation.values) + Array(prediction.values)).map { $0.plan }
  }

  /// Words of the arena that training takes.
  package var arenaCount: Int { all.reduce(0) { max($0, $1.arenaCount) } }

  /// The most threads that training is worth.
  package var parts: Int { training.reduce(1) { max($0, $1.plan.program.parts) } }
}
