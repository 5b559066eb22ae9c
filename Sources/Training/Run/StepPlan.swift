import Engine
import Graphs
package import Plans

/// A plan for batches of one size, with the places of what goes in and comes out.
package struct StepPlan: Sendable {
  /// Samples a batch.
  package let size: Int
  package let plan: Plan
  /// Where each of the network's inputs is put.
  let inputs: [Buffer]
  /// Where each output's target is put; none in a plan for predictions.
  let targets: [Buffer]
  /// Where each output is found; in a plan for predictions alone.
  let outputs: [Buffer]
  /// Where the loss of each output is found, one float64.
  let losses: [Buffer]
  /// Where each penalty is found, one float64.
  let penalties: [Buffer]
  /// Where the sums of each metric last, two float64.
  let sums: [Buffer]

  init(_ graph: StepGraph, layout: PersistentLayout) throws(PlanError) {
    let measured = graph.measured
    size = graph.graph.batch
    let plan = try Plan.compile(
      graph.graph, keeping: measured.losses + measured.penalties + graph.outputs, layout: layout)
    self.plan = plan
    inputs = graph.inputs.map { plan.buffer(of: $0) }
    targets = graph.targets.map { plan.buffer(of: $0) }
    outputs = graph.outputs.map { plan.buffer(of: $0) }
    losses = measured.losses.map { plan.buffer(of: $0) }
    penalties = measured.penalties.map { plan.buffer(of: $0) }
    sums = measured.sums.map { plan.buffer(of: $0) }
  }
}

/// The graph of what is done with a batch, before any memory is chosen.
struct StepGraph {
  private(set) var graph: Graph
  let inputs: [Value]
  private(set) var targets: [Value] = []
  private(set) var outputs: [Value] = []
  private(set) var measured = Measured()

  private init(_ network: Network) {
    graph = network.graph
    inputs = network.inputs.map { $0.value }
  }

  /// A training step: losses, their gradients, updates of parameters and states.
  ///
  /// - Parameter targets: the shapes of a batch's targets, one an output
  static func training(
    _ network: Network, targets: [Shape], _ settings: TrainingSettings
  ) throws(ShapeError) -> StepGraph {
    var step = StepGraph(network)
    try step.measure(network, targets, settings.objective)
    let parameters = step.graph.trainedParameters
    let gradients = try step.graph.appendGradients(
      of: step.measured.losses + step.measured.penalties, for: parameters.map { $0.value })
    step.graph.origin = .update
    try settings.optimizer.appendStep(of: parameters, gradients: gradients, to: &step.graph)
    step.graph.origin = nil
    try step.appendStateUpdates(of: network)
    return step
  }

  /// Losses and metrics of a network that stays as it is.
  static func evaluation(
    _ network: Network, targets: [Shape], _ settings: TrainingSettings
  ) throws(ShapeError) -> StepGraph {
    var step = StepGraph(network)
    try step.measure(network, targets, settings.objective)
    try step.appendStateUpdates(of: network)
    return step
  }

  /// The outputs alone.
  static func prediction(_ network: Network) throws(ShapeError) -> StepGraph {
    var step = StepGraph(network)
    step.outputs = network.outputs.map { $0.value }
    try step.appendStateUpdates(of: network)
    return step
  }

  private mutating func measure(
    _ network: Network, _ shapes: [Shape], _ objective: Objective
  ) throws(ShapeError) {
    let single = network.outputs.count == 1
    for (output, shape) in zip(network.outputs, shapes) {
      targets.append(graph.input(single ? "target" : "target.\(output.name)", shape))
    }
    let names = objective.metricColumns(network.outputs.map { $0.name }).map { "metric.\($0)" }
    measured = try objective.append(to: &graph, of: network, targets: targets, sums: names)
  }

  private mutating func appendStateUpdates(of network: Network) throws(ShapeError) {
    for update in network.stateUpdates {
      try graph.append(Assign(), [update.state, update.value])
    }
  }
}
