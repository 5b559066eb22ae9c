package import Documents
package import Graphs
package import Schemas
package import YAML

/// A step on the way from numbers to samples. A new one is one file and one line in
/// `AllTransformations`.
package protocol Transformation: Configurable {
  /// The shape that it makes of data of the given shape.
  func shape(of input: Shape) throws(DataError) -> Shape

  /// The data transformed.
  ///
  /// - Precondition: `shape(of:)` accepted the data's shape.
  func apply(to data: Tensor) -> Tensor
}

/// The transformations that a file can name.
package enum AllTransformations: Catalogue {
  package static let kind = "transformation"

  package static let entries: [CatalogueEntry<any Transformation>] = [
    entry(ReshapeData.self),
    entry(SliceData.self),
  ]

  private static func entry<Kind: Transformation>(
    _ kind: Kind.Type
  ) -> CatalogueEntry<any Transformation> {
    CatalogueEntry(kind) { $0 }
  }
}

/// Transformations in their order: a list, or one alone.
package struct Transformations: SchemaValue {
  package private(set) var steps: [Choice<AllTransformations>] = []

  package init() {}

  package static func decode(
    _ node: Node, _ constraint: Constraint, _ decoder: inout Decoder
  ) -> Transformations? {
    var result = Transformations()
    if case .sequence = node.content {
      guard let steps = [Choice<AllTransformations>].decode(node, constraint, &decoder) else {
        return nil
      }
      result.steps = steps
    } else {
      guard let step = Choice<AllTransformations>.decode(node, constraint, &decoder) else {
        return nil
      }
      result.steps = [step]
    }
    return result
  }

  /// The data after all steps.
  package func apply(to data: Tensor) -> Tensor {
    steps.reduce(data) { $1.value.apply(to: $0) }
  }

  package static func type(_ constraint: Constraint) -> SchemaType {
    .either(
      Choice<AllTransformations>.type(constraint),
      .list(Choice<AllTransformations>.type(constraint)))
  }

  package var encoded: DataValue {
    steps.count == 1 ? steps[0].encoded : .list(steps.map { $0.encoded })
  }
}
