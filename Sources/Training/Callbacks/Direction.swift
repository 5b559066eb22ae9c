import Schemas

/// Which way a number improves; Keras's `mode`.
package enum Direction: String, SchemaEnumeration, Sendable {
  /// Up for accuracies and the like, down for everything else.
  case auto
  case min, max

  package static let kind = "mode"

  /// Whether `value` is better than `best` by more than `delta`, for a number of this name.
  func improves(_ value: Double, on best: Double, by delta: Double, name: String) -> Bool {
    isUpward(name) ? value > best + delta : value < best - delta
  }

  /// What every number is better than.
  func worst(name: String) -> Double { isUpward(name) ? -.infinity : .infinity }

  private func isUpward(_ name: String) -> Bool {
    switch self {
    case .auto: ["accuracy", "auc", "precision", "recall"].contains { name.hasSuffix($0) }
    case .min: false
    case .max: true
    }
  }
}
