package import Documents
package import Schemas
package import YAML

/// A number of a report. JSON has no word for one that is not finite: it stands as text.
package struct ReportNumber: SchemaValue, Hashable {
  package let value: Double

  package init(_ value: Double) {
    self.value = value
  }

  package static func decode(
    _ node: Node, _ constraint: Constraint, _ decoder: inout Decoder
  ) -> ReportNumber? {
    if case .scalar(let scalar) = node.content, !scalar.isPlain,
      let value = [Double.nan, .infinity, -.infinity].first(where: {
        NumberText.word($0) == scalar.text
      })
    {
      return ReportNumber(value)
    }
    return Double.decode(node, constraint, &decoder).map { ReportNumber($0) }
  }

  package static func type(_ constraint: Constraint) -> SchemaType {
    .either(
      Double.type(constraint),
      .enumeration(kind: "number", names: ["NaN", "Infinity", "-Infinity"]))
  }

  package var encoded: DataValue { .double(value) }
}
