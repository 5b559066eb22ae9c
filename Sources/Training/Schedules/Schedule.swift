package import Schemas

/// A learning rate that changes from step to step. A new one is one file and one line in
/// `AllSchedules`.
package protocol Schedule: Configurable {
  /// The learning rate of a step, in float64 and from + − × ÷ alone, so that every machine has the
  /// same.
  ///
  /// - Parameter step: how many steps were made before it
  func rate(at step: Int) -> Double
}

/// The schedules that a file can name.
package enum AllSchedules: Catalogue {
  package static let kind = "schedule"

  package static let entries: [CatalogueEntry<any Schedule>] = [
    entry(ExponentialDecay.self),
    entry(CosineDecay.self),
  ]

  private static func entry<Kind: Schedule>(_ kind: Kind.Type) -> CatalogueEntry<any Schedule> {
    CatalogueEntry(kind) { $0 }
  }
}
