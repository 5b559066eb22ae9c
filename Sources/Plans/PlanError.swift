/// Why a graph does not become a plan.
package enum PlanError: Error, Sendable, Hashable {
  /// It would need more memory than allowed; both in bytes. `largest` is the name of the value that
  /// needs most, with its shape.
  case tooLarge(bytes: Double, limit: Double, largest: String, shape: [Int])
}
