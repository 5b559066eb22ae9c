package import Schemas

/// Bounds on the last epoch's loss.
package struct LossExpectation: Configurable {
  package static let title = "loss"
  package static let summary =
    "Bounds on the last epoch's loss."
  package static let keys: [Key<LossExpectation>] = [
    .required("max", \.max, "The largest loss that is allowed.")
  ]

  package var max = 0.0

  package init() {}
}
