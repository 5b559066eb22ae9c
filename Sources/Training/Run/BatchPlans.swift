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

  /// - Parameters:
  ///   - network: for batches of the size that its graph says
  ///   - targetShape: [samples, …] of one batch
  ///   - workspaceStart: see `Plan.compile`
  init(
    _ network: Network, targetShape: Shape, settings: TrainingSettings, workspaceStart: Int = 0
  ) throws(TrainingError) {
    self.network = network
    size = network.graph.batch
    do {
      training = try Self.training(network, targetShape, settings, workspaceStart)
      let start = max(workspaceStart, training.plan.persistentCount)
      prediction = try Self.prediction(network, start)
    } catch let error as ShapeError {
      throw .shape(error)
    } catch let error as PlanError {
      throw .plan(error)
    } catch {
      preconditionFailure("only shapes and sizes can be wrong: \(error)")
    }
  }

  private static func training(
    _ network: Network, _ targetShape: Shape, _ settings: TrainingSettings, _ start: Int
  ) throws -> Bound {
    var graph = network.graph
    let target = graph.input("target", targetShape)
    let loss = try settings.loss.apply(
      prediction: network.output, target: target, in: &graph)
    let gradients = try graph.appendGradients(
      of: loss, for: graph.parameters.map { $0.value })
    try settings.optimizer.appendUpdates(
      of: graph.parameters, gradients: gradients, to: &graph)
    try appendStateUpdates(of: network, to: &graph)
    let plan = try Plan.compile(graph, keeping: [loss], workspaceStart: start)
    return Bound(plan: plan, input: network.input, other: target, loss: loss)
  }

  private static func prediction(_ network: Network, _ start: Int) throws -> Bound {
    var graph = network.graph
    try appendStateUpdates(of: network, to: &graph)
    let plan = try Plan.compile(graph, keeping: [network.output], workspaceStart: start)
    return Bound(plan: plan, input: network.input, other: network.output, loss: nil)
  }

  private static func appendStateUpdates(
    of network: Network, to graph: inout Graph
  ) throws(ShapeError) {
    for update in network.stateUpdates {
      try graph.append(Assign(), [update.state, update.value])
    }
  }
}
