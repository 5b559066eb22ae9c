package import Documents

/// The JSON Schema (draft-07) of a configuration, from the declarations that decode it. Editors
/// complete and check files with it; what depends on two places of a file only `check` sees.
package struct JSONSchema {
  private var definitions: [DataValue.Member] = []
  private var begun: Set<String> = []
  private let author: FileAuthor

  private init(author: FileAuthor) {
    self.author = author
  }

  /// The schema of a file whose root is an object of this description.
  ///
  /// - Parameter root: what the file holds
  package static func document(
    of root: ObjectDescription, writtenBy author: FileAuthor = .person
  ) -> DataValue {
    var schema = JSONSchema(author: author)
    var members: [DataValue.Member] = [
      .init("$schema", .string("http://json-schema.org/draft-07/schema#")),
      .init("title", .string("lstm-lab \(root.title)")),
      .init("description", .string(root.summary)),
    ]
    members += schema.object(root)
    if !schema.definitions.isEmpty {
      members.append(
        .init("definitions", .mapping(schema.definitions.sorted { $0.name < $1.name })))
    }
    return .mapping(members)
  }

  private mutating func schema(of type: SchemaType) -> [DataValue.Member] {
    switch type {
    case .any: return []
    case .integer(let constraint):
      return orFormula([.init("type", .string("integer"))] + Self.integerBounds(constraint))
    case .number(let constraint):
      return orFormula([.init("type", .string("number"))] + Self.bounds(constraint))
    case .boolean: return [.init("type", .string("boolean"))]
    // A scalar that an editor takes for a number or a truth value is text where text is needed.
    case .string where author == .person:
      return [.init("type", Self.strings(["string", "number", "boolean"]))]
    case .string: return [.init("type", .string("string"))]
    case .constant(let text): return [.init("const", .string(text))]
    case .enumeration(_, let names): return [.init("enum", Self.strings(names))]
    case .list(let element, let minimum):
      return [.init("type", .string("array")), .init("items", .mapping(schema(of: element)))]
        + (minimum > 0 ? [.init("minItems", .integer(minimum))] : [])
    case .nullable(let wrapped):
      return anyOf([schema(of: wrapped), [.init("type", .string("null"))]])
    case .map(let value, let names):
      return [
        .init("type", .string("object")),
        .init("additionalProperties", .mapping(schema(of: value))),
      ] + (names.map { [.init("propertyNames", .mapping([.init("pattern", .string($0))]))] } ?? [])
    case .object(let description):
      let own = object(description)
      let form = shorthandForm(of: description)
      return form.map { anyOf([own, $0]) } ?? own
    case .choice(let choice): return [reference(to: choice)]
    case .either(let first, let second): return anyOf([schema(of: first), schema(of: second)])
    }
  }

  private func anyOf(_ schemas: [[DataValue.Member]]) -> [DataValue.Member] {
    [.init("anyOf", .list(schemas.map { .mapping($0) }))]
  }

  private mutating func object(_ description: ObjectDescription) -> [DataValue.Member] {
    let properties = description.members.map { member in
      var members: [DataValue.Member] = [.init("description", .string(member.summary))]
      if let standard = member.standard { members.append(.init("default", standard)) }
      return DataValue.Member(member.name, .mapping(members + schema(of: member.type)))
    }
    let required = description.members.filter { $0.isRequired }.map { $0.name }
    let whole = required.isEmpty ? [] : [DataValue.Member("required", Self.strings(required))]
    let rules: [DataValue.Member]
    if let key = description.inheritanceKey, !whole.isEmpty {
      let inherited = DataValue.Member("required", Self.strings([key]))
      rules = [.init("anyOf", .list([.mapping([inherited]), .mapping(whole)]))]
    } else {
      rules = whole
    }
    return [
      .init("type", .string("object")),
      .init("properties", .mapping(properties)),
      .init("additionalProperties", .boolean(false)),
    ] + rules
  }

  private mutating func shorthandForm(
    of description: ObjectDescription
  ) -> [DataValue.Member]? {
    guard let shorthand = description.shorthand,
      let member = description.members.first(where: { $0.name == shorthand })
    else { return nil }
    return schema(of: member.type)
  }

  /// A choice is a definition of its own: a bare name, or a mapping with one of the names.
  private mutating func reference(to choice: ChoiceDescription) -> DataValue.Member {
    let name = choice.kind.split(separator: " ").joined(separator: "_")
    if begun.insert(name).inserted {
      let entries = choice.entries()
      let bare = entries.filter { $0.isOptional }.map { $0.title }
      let properties = entries.map { entry in
        let summary = DataValue.Member("description", .string(entry.summary))
        // The arguments of an entry that needs none may be left out behind its colon.
        var arguments = schema(of: .object(entry))
        if entry.isOptional { arguments = anyOf([arguments, [.init("type", .string("null"))]]) }
        return DataValue.Member(entry.title, .mapping([summary] + arguments))
      }
      let mapping: [DataValue.Member] = [
        .init("type", .string("object")),
        .init("properties", .mapping(properties)),
        .init("additionalProperties", .boolean(false)),
        .init("minProperties", .integer(1)),
        .init("maxProperties", .integer(1)),
      ]
      let names: [DataValue.Member] = [.init("enum", Self.strings(bare))]
      definitions.append(
        .init(name, .mapping(bare.isEmpty ? mapping : anyOf([names, mapping]))))
    }
    return .init("$ref", .string("#/definitions/\(name)"))
  }

  /// A formula may stand wherever a number may.
  private mutating func orFormula(_ number: [DataValue.Member]) -> [DataValue.Member] {
    guard author == .person else { return number }
    if begun.insert("formula").inserted {
      definitions.append(
        .init(
          "formula",
          .mapping([
            .init(
              "description", .string("Arithmetic over the variables: =4 * (length + 1)")),
            .init("type", .string("string")), .init("pattern", .string(Formula.pattern)),
            .init("maxLength", .integer(Formula.lengthLimit + 1)),
          ])))
    }
    return anyOf([number, [.init("$ref", .string("#/definitions/formula"))]])
  }

  private static func bounds(_ constraint: Constraint) -> [DataValue.Member] {
    switch constraint {
    case .none: []
    case .atLeast(let low): [.init("minimum", number(low))]
    case .above(let low): [.init("exclusiveMinimum", number(low))]
    case .within(let low, let high):
      [.init("minimum", number(low)), .init("maximum", number(high))]
    case .upTo(let low, let high):
      [.init("minimum", number(low)), .init("exclusiveMaximum", number(high))]
    }
  }

  /// Those of an integer end where float64 no longer tells neighbours apart.
  private static func integerBounds(_ constraint: Constraint) -> [DataValue.Member] {
    let maximum = DataValue.Member("maximum", .integer(Int.exactLimit))
    return switch constraint {
    case .none: [.init("minimum", .integer(-Int.exactLimit)), maximum]
    case .atLeast, .above: bounds(constraint) + [maximum]
    case .within, .upTo: bounds(constraint)
    }
  }

  private static func number(_ value: Double) -> DataValue {
    Int(exactly: value).map { .integer($0) } ?? .double(value)
  }

  private static func strings(_ texts: [String]) -> DataValue {
    .list(texts.map { .string($0) })
  }
}
