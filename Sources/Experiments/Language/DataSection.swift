package import Datasets
import Graphs
package import Schemas
package import YAML

/// The samples: one source of numbers, shaped for each input and target of the model.
package struct DataSection: Configurable {
  package static let title = "data"
  package static let summary =
    "The samples: one source of numbers, shaped twice."
  package static let keys: [Key<DataSection>] = [
    .required("source", \.source, "Where the numbers come from."),
    .optional(
      "split", \.split,
      "How the samples are divided into those to train on, to validate with and to test with."),
    .optional("input", \.input, "How the numbers become the model's input."),
    .optional(
      "inputs", \.inputs,
      "The same for several inputs, each by the name that layers read it by."),
    .optional("target", \.target, "How the numbers become what the model must give."),
    .optional(
      "targets", \.targets,
      "The same for several outputs, each by the name of the layer that answers it."),
  ]

  package var source = Choice<AllSources>(Ramp(), Ramp())
  package var split: SplitSection?
  package var input: Transformations?
  package var inputs: KeyedValues<Transformations>?
  package var target: Transformations?
  package var targets: KeyedValues<Transformations>?

  package init() {}

  package func checkTogether(_ names: [String], of node: Node, _ decoder: inout Decoder) {
    for (one, several) in [("input", "inputs"), ("target", "targets")] {
      guard let key = Self.keys.first(where: { $0.name == one }) else { continue }
      if names.contains(one), names.contains(several) {
        decoder.report(.exclusiveKeys(one, several, owner: Self.title), at: node.range)
      } else if !names.contains(one), !names.contains(several) {
        decoder.report(
          .missingKey(name: one, owner: Self.title, summary: key.summary),
          at: decoder.owner ?? node.range)
      }
    }
  }

  /// The inputs of the model: one, or several by their names.
  package var allInputs: [NamedTransformations] {
    NamedTransformations.all(input, "input", inputs, "inputs")
  }

  /// The targets: one, or several by the names of the layers that answer them.
  package var allTargets: [NamedTransformations] {
    NamedTransformations.all(target, "target", targets, "targets")
  }

  /// The memory for the source's numbers, the inputs and the targets at once: the shapes of all
  /// samples. In bytes, exact enough for sizes that no integer holds.
  func bytes(_ shapes: [Shape]) -> Double {
    4 * shapes.reduce(Double(source.value.count)) { $0 + Double($1.elementCount) }
  }
}

/// How the source's numbers become one input or target.
package struct NamedTransformations: Sendable {
  /// The name that the file gives; nil: it is the only one.
  package let name: String?
  package let transformations: Transformations
  /// Where it stands in the file.
  let path: ConfigurationPath

  /// What messages call it: "the input", or "the input `a`" where there are several.
  ///
  /// - Parameter kind: `input` or `target`
  func title(_ kind: String) -> String {
    "the \(kind)" + (name.map { " `\($0)`" } ?? "")
  }

  fileprivate static func all(
    _ one: Transformations?, _ key: String, _ several: KeyedValues<Transformations>?,
    _ severalKey: String
  ) -> [NamedTransformations] {
    let data = ConfigurationPath(.key("data"))
    if let one {
      return [
        NamedTransformations(name: nil, transformations: one, path: data.appending(.key(key)))
      ]
    }
    return (several?.entries ?? []).map { entry in
      NamedTransformations(
        name: entry.name, transformations: entry.value,
        path: data.appending(.key(severalKey), .key(entry.name)))
    }
  }
}
