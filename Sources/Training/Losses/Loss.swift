package import Graphs
package import Schemas

/// The quantity that training minimizes. A new one is one file and one line in `AllLosses`.
package protocol Loss: Measure {}

/// The losses that a file can name.
package enum AllLosses: Catalogue {
  package static let kind = "loss"

  private static let kinds: [any Loss.Type] = [
    MeanSquaredError.self,
    MeanAbsoluteError.self,
    Huber.self,
    BinaryCrossentropy.self,
    CategoricalCrossentropy.self,
    SparseCategoricalCrossentropy.self,
  ]

  package static let entries = kinds.map { entry($0) }

  /// Those that take a target of this shape beside a prediction of that one, by name.
  package static func taking(target: Shape, prediction: Shape) -> [String] {
    kinds.filter { $0.init().targetForm(for: prediction).accepts(target) }.map { $0.title }
  }

  private static func entry<Kind: Loss>(_ kind: Kind.Type) -> CatalogueEntry<any Loss> {
    CatalogueEntry(kind) { $0 }
  }
}

extension Loss {
  /// Appends the mean over a batch, for graphs that are not trained by a `Trainer`: one float64.
  package func apply(
    prediction: Value, target: Value, in graph: inout Graph
  ) throws(ShapeError) -> Value {
    let terms = try terms(prediction: prediction, target: target, in: &graph)
    return try graph.append(
      Mean(terms.reduction, isMeanOfColumns: terms.isMeanOfColumns),
      [terms.values, terms.subtrahend, nil])[0]
  }
}
