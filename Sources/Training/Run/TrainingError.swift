package import Graphs
package import Plans

/// Why a network cannot be trained as asked.
package enum TrainingError: Error, Sendable, Hashable {
  case shape(ShapeError)
  case plan(PlanError)
}
