package import Graphs
package import Schemas

/// l1 · Σ |w|: draws weights to zero and leaves many there.
///
/// - Source: https://keras.io/api/layers/regularizers/
package struct L1: Regularizer {
  package static let title = "L1"
  package static let summary = "A penalty of l1 times the sum of the magnitudes."
  package static let keys: [Key<L1>] = [
    .optional("l1", \.l1, "Factor of the sum of magnitudes.", .atLeast(0))
  ]
  package static let examples = ["L1", "L1: {l1: 0.001}"]

  package var l1 = 0.01

  package init() {}

  package func penalties(on value: Value) -> [Penalty] {
    l1 == 0 ? [] : [Penalty(.absolute, of: value, factor: l1)]
  }
}

/// l2 · Σ w²: keeps weights small. Its gradient is 2 · l2 · w.
///
/// - Source: https://keras.io/api/layers/regularizers/
package struct L2: Regularizer {
  package static let title = "L2"
  package static let summary = "A penalty of l2 times the sum of the squares."
  package static let keys: [Key<L2>] = [
    .optional("l2", \.l2, "Factor of the sum of squares.", .atLeast(0))
  ]
  package static let examples = ["L2", "L2: {l2: 0.001}"]

  package var l2 = 0.01

  package init() {}

  package func penalties(on value: Value) -> [Penalty] {
    l2 == 0 ? [] : [Penalty(.square, of: value, factor: l2)]
  }
}

/// l1 · Σ |w| + l2 · Σ w².
///
/// - Source: https://keras.io/api/layers/regularizers/
package struct L1L2: Regularizer {
  package static let title = "L1L2"
  package static let summary =
    "A penalty of l1 times the sum of magnitudes and l2 times that of squares."
  package static let keys: [Key<L1L2>] = [
    .optional("l1", \.l1.l1, "Factor of the sum of magnitudes.", .atLeast(0)),
    .optional("l2", \.l2.l2, "Factor of the sum of squares.", .atLeast(0)),
  ]
  package static let examples = ["L1L2: {l1: 0.001, l2: 0.01}", "L1L2"]

  package var l1 = L1()
  package var l2 = L2()

  package init() {
    l1.l1 = 0
    l2.l2 = 0
  }

  package func penalties(on value: Value) -> [Penalty] {
    l1.penalties(on: value) + l2.penalties(on: value)
  }
}
