package import Graphs
package import Plans

/// Why a network cannot be trained as asked.
package enum TrainingError: Error, Sendable, Hashable {
  case shape(ShapeError)
  case plan(PlanError)
  /// The system does not give the memory for a plan; in bytes.
  case noMemory(bytes: Int)
}
