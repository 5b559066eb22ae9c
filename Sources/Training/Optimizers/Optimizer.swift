package import Graphs
package import Schemas

/// A rule that changes the parameters by their gradients. A new one is one file and one line in
/// `AllOptimizers`; most rules are an `UpdateRule`.
package protocol Optimizer: Configurable {
  /// The size of a step, which the training loop gives as `StepScalar.learningRate`.
  var learningRate: LearningRate { get }

  /// What is done to gradients and weights before the rule.
  var rules: GradientRules { get set }

  /// Appends the update of every parameter. Values that the rule keeps from step to step are
  /// persistent and zero at first.
  ///
  /// - Parameter gradients: one a parameter, in the same order, clipped already
  func appendUpdates(
    of parameters: [Parameter], gradients: [Value], to graph: inout Graph
  ) throws(ShapeError)
}

extension Optimizer {
  /// The size of the step before which `step` steps were made.
  package func rate(at step: Int) -> Double { learningRate.rate(at: step) }

  /// Whether the size of a step is the same for all.
  package var hasConstantRate: Bool { learningRate.isConstant }

  /// Appends a whole step: clips the gradients, decays the weights, then updates the parameters.
  ///
  /// - Parameter gradients: one a parameter, in the same order
  package func appendStep(
    of parameters: [Parameter], gradients: [Value], to graph: inout Graph
  ) throws(ShapeError) {
    let clipped = try rules.clipped(gradients, in: &graph)
    try rules.appendDecay(of: parameters, to: &graph)
    try appendUpdates(of: parameters, gradients: clipped, to: &graph)
  }
}

/// The optimizers that a file can name.
package enum AllOptimizers: Catalogue {
  package static let kind = "optimizer"

  package static let entries: [CatalogueEntry<any Optimizer>] = [
    entry(Adam.self),
    entry(AdamW.self),
    entry(RMSprop.self),
    entry(SGD.self),
  ]

  private static func entry<Kind: Optimizer>(
    _ kind: Kind.Type
  ) -> CatalogueEntry<any Optimizer> {
    CatalogueEntry(kind) { $0 }
  }
}
