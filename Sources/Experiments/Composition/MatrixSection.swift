package import Documents
package import Schemas
package import YAML

/// The `matrix` key as the language describes it; `Matrix` reads it before the experiment's own
/// keys are read.
package struct MatrixSection: SchemaValue {
  package static func decode(
    _ node: Node, _ constraint: Constraint, _ decoder: inout Decoder
  ) -> MatrixSection? {
    MatrixSection()
  }

  package static func type(_ constraint: Constraint) -> SchemaType {
    .map(
      .either(
        .list(.any),
        .either(
          .object(MatrixRange.description),
          .either(.map(.either(.list(.any), .map(.any))), .constant("each")))))
  }

  package var encoded: DataValue { .null }
}
