import Graphs
package import Plans

/// What is run for batches of one size: a training step and a prediction over the same arena.
package struct BatchPlans: Sendable {
  /// A plan with the places of what goes in and comes out.
  package struct Bound: Sendable {
    package let plan: Plan
    let input: Value
    /// The output's or, in training, the target's value.
    let other: Value
    let loss: Value?
  }

  /// Samples a batch.
  package let size: Int
  package let training: Bound
  package let prediction: Bound
  let network: Network

  /// - Parameter layout: of what lasts, for every batch size
  init(_ graphs: BatchGraphs, layout: PersistentLayout) throws(PlanError) {
    network = graphs.network
    size = network.graph.batch
    let training = graphs.training
    self.training = Bound(
      plan: try Plan.compile(training.graph, keeping: [training.loss], layout: layout),
      input: network.input, other: training.target, loss: training.loss)
    prediction = Bound(
      plan: try Plan.compile(graphs.prediction, keeping: [network.output], layout: layout),
      input: network.input, other: network.output, loss: nil)
  }
}

/// The graphs of what is run for batches of one size, before any memory is chosen.
struct BatchGraphs {
  /// A training step.
  struct Training {
    var graph: Graph
    let target: Value
    let loss: Value
  }

  let network: Network
  let training: Training
  let prediction: Graph

  /// - Parameters:
  ///   - network: for batches of the size that its graph says
  ///   - target: [samples, …] of one batch
  init(_ network: Network, target: Shape, settings: TrainingSettings) throws(ShapeError) {
    self.network = network
    training = try Self.training(network, target, settings)
    var graph = network.graph
    try Self.appendStateUpdates(of: network, to: &graph)
    prediction = graph
  }

  private static func training(
    _ network: Network, _ targetShape: Shape, _ settings: TrainingSettings
  ) throws(ShapeError) -> Training {
    var graph = network.graph
    let target = graph.input("target", targetShape)
    let loss = try settings.loss.apply(
      prediction: network.output, target: target, in: &graph)
    let gradients = try graph.appendGradients(
      of: loss, for: graph.parameters.map { $0.value })
    try settings.optimizer.appendUpdates(
      of: graph.parameters, gradients: gradients, to: &graph)
    try appendStateUpdates(of: network, to: &graph)
    return Training(graph: graph, target: target, loss: loss)
  }

  private static func appendStateUpdates(
    of network: Network, to graph: inout Graph
  ) throws(ShapeError) {
    for update in network.stateUpdates {
      try graph.append(Assign(), [update.state, update.value])
    }
  }
}
