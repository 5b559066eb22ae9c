package import Datasets
package import Schemas
package import YAML

/// The samples: one source, prepared, cut into samples, and shaped for each input and target.
package struct DataSection: Configurable {
  package static let title = "data"
  package static let summary =
    "The samples: a source, then its parts, preparation and windows, and the shape of each input and "
    + "target."
  package static let keys: [Key<DataSection>] = [
    .required("source", \.source, "Where the numbers come from."),
    .added(
      "draw", \.draw,
      "Whether a task's training samples are drawn `once` or anew in `each_epoch`; those of the other "
        + "parts are drawn once."),
    .optional(
      "split", \.split,
      "How the rows, or without windows the samples, are divided into those to train on, to validate "
        + "with and to test with."),
    .optional(
      "prepare", \.preparations,
      "Steps over the rows in their order. What they learn, they learn from the training rows alone."
    ),
    .optional("window", \.window, "How samples are cut out of rows."),
    .optional(
      "input", \.input,
      "How the numbers become the model's input: a window's past, a task's `x`, or the only array."),
    .optional(
      "inputs", \.inputs,
      "The same for several inputs, each by the name that layers read it by."),
    .optional(
      "target", \.target,
      "How the numbers become what the model must give: the rows ahead, a task's `y`, or the only array."
    ),
    .optional(
      "targets", \.targets,
      "The same for several outputs, each by the name of the layer that answers it."),
  ]

  package var source = Choice<AllSources>(Ramp(), Ramp())
  package var draw = Draw.once
  package var split: DataSplit?
  package var preparations: [Choice<AllPreparations>]?
  package var window: Window?
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
      } else if !names.contains(one), !names.contains(several), needsShapes(node, decoder) {
        decoder.report(
          .missingKey(name: one, owner: Self.title, summary: key.summary),
          at: decoder.owner ?? node.range)
      }
    }
  }

  /// Whether nothing says what is input and what is target: numbers without windows.
  private func needsShapes(_ node: Node, _ decoder: Decoder) -> Bool {
    guard let given = node.entry("source")?.value, node.entry("window") == nil else {
      return false
    }
    // Of a source that cannot be read it is not known what it gives.
    return source.value.givesRows && !decoder.problems.contains { given.range.contains($0.range) }
  }

  /// The inputs of the model: one, or several by their names.
  package var allInputs: [NamedTransformations] {
    NamedTransformations.all(input, "input", inputs, "inputs")
  }

  /// The targets: one, or several by the names of the layers that answer them.
  package var allTargets: [NamedTransformations] {
    NamedTransformations.all(target, "target", targets, "targets")
  }

  /// The way to what inputs and targets begin with.
  package func pipeline(seed: UInt64) -> Pipeline {
    Pipeline(
      source: source.value, drawsEachEpoch: draw == .eachEpoch, split: split,
      preparations: (preparations ?? []).map { $0.value }, window: window, seed: seed)
  }
}

/// When generated samples are drawn.
package enum Draw: String, SchemaEnumeration {
  case once
  case eachEpoch = "each_epoch"

  package static let kind = "draw"
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

  /// Where one of its steps stands, from zero.
  func path(ofStep step: Int?, in root: Node) -> ConfigurationPath {
    guard let step else { return path }
    let item = path.appending(.index(step))
    return (item.exists(in: root) ? item : path).appending(.choice)
  }

  fileprivate static func all(
    _ one: Transformations?, _ key: String, _ several: KeyedValues<Transformations>?,
    _ severalKey: String
  ) -> [NamedTransformations] {
    let data = ConfigurationPath(.key("data"))
    guard one == nil, let several else {
      return [
        NamedTransformations(
          name: nil, transformations: one ?? Transformations(), path: data.appending(.key(key)))
      ]
    }
    return several.entries.map { entry in
      NamedTransformations(
        name: entry.name, transformations: entry.value,
        path: data.appending(.key(severalKey), .key(entry.name)))
    }
  }
}
