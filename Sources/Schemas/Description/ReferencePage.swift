import Documents

/// The reference of a configuration as Markdown, from the declarations that decode it: every key
/// and every entry of every catalogue, with type, default, range, a sentence and an example. Of files
/// that lstm-lab writes, there are no defaults and no examples.
package struct ReferencePage {
  private var text: String
  private let author: FileAuthor
  private var choices: [ChoiceDescription] = []
  private var begunKinds: Set<String> = []
  /// Mappings with keys of their own that stand inside others, and the titles of all that have a section.
  private var mappings: [ObjectDescription] = []
  private var begunTitles: Set<String> = []

  /// The reference of files whose root is an object of this description.
  ///
  /// - Parameter introduction: Markdown above the first table
  package static func text(
    of root: ObjectDescription, introduction: String, writtenBy author: FileAuthor = .person
  ) -> String {
    var page = ReferencePage(text: introduction + "\n", author: author)
    page.add(root, path: [])
    var next = 0
    while next < page.choices.count {
      page.add(page.choices[next])
      next += 1
    }
    page.addMappings()
    return page.text
  }

  /// A section of keys, and behind it those of its members that are sections themselves.
  private mutating func add(_ object: ObjectDescription, path: [String]) {
    text += path.isEmpty ? "## Keys\n\n" : "### `\(path.joined(separator: "."))`\n\n"
    begunTitles.insert(object.title)
    text += object.summary + "\n\n" + table(of: object)
    for member in object.members {
      if let section = member.type.section { add(section, path: path + [member.name]) }
    }
  }

  private mutating func add(_ choice: ChoiceDescription) {
    text += "## \(Self.heading(choice.kind))\n\n"
    for entry in choice.entries() {
      text += "### `\(entry.title)`\n\n\(entry.summary)\n\n"
      text += "```yaml\n\(Self.example(of: entry))\n```\n\n"
      if !entry.members.isEmpty { text += table(of: entry) }
    }
  }

  /// Those that stand in no section: behind a name of the person's own, or among an entry's arguments.
  private mutating func addMappings() {
    var next = 0
    while next < mappings.count {
      let mapping = mappings[next]
      next += 1
      guard begunTitles.insert(mapping.title).inserted else { continue }
      if !text.contains("\n## Mappings\n") { text += "## Mappings\n\n" }
      text += "### `\(mapping.title)`\n\n\(mapping.summary)\n\n" + table(of: mapping)
    }
  }

  private init(text: String, author: FileAuthor) {
    self.text = text
    self.author = author
  }

  private mutating func table(of object: ObjectDescription) -> String {
    switch author {
    case .person: tableForWriting(object)
    case .program: tableForReading(object)
    }
  }

  private func tableForReading(_ object: ObjectDescription) -> String {
    "| key | type | present | meaning |\n|---|---|---|---|\n"
      + object.members.map { member in
        "| `\(member.name)` | \(Self.phrase(member.type)) | "
          + "\(member.isRequired ? "always" : "sometimes") | \(member.summary) |\n"
      }.joined() + "\n"
  }

  private mutating func tableForWriting(_ object: ObjectDescription) -> String {
    var rows = "| key | type | default | | example |\n|---|---|---|---|---|\n"
    for member in object.members {
      note(member.type)
      let standard =
        member.isRequired ? "required" : member.standard.map { "`\(Self.flow($0))`" } ?? "none"
      let example = "\(member.name): \(Self.flow(Self.sample(member.type)))"
      rows +=
        "| `\(member.name)` | \(Self.phrase(member.type)) | \(standard) | \(member.summary) "
        + "| `\(example)` |\n"
    }
    return rows + "\n"
  }

  /// Remembers the choices that a type leads to, each once.
  private mutating func note(_ type: SchemaType) {
    switch type {
    case .list(let inner, _), .nullable(let inner), .map(let inner, _): note(inner)
    case .either(let first, let second):
      note(first)
      note(second)
    case .choice(let choice):
      if begunKinds.insert(choice.kind).inserted { choices.append(choice) }
    case .object(let description): mappings.append(description)
    default: break
    }
  }

  private static func phrase(_ type: SchemaType) -> String {
    switch type {
    case .any: "anything"
    case .integer(let constraint): "integer" + bounds(constraint)
    case .number(let constraint): "number" + bounds(constraint)
    case .boolean: "`true` or `false`"
    case .string: "text"
    case .constant(let text): "`\(text)`"
    case .enumeration(_, let names): names.map { "`\($0)`" }.joined(separator: ", ")
    case .list(.nullable(let element), _): "list of: \(phrase(element)) or `null`"
    case .list(let element, _): "list of: \(phrase(element))"
    // A key whose value may be missing is said to have no default.
    case .nullable(let wrapped): phrase(wrapped)
    case .map(let value, _): "mapping of names to: \(phrase(value))"
    case .object(let description): "mapping, see `\(description.title)`"
    case .choice(let choice): "[\(choice.kind)](#\(anchor(choice.kind)))"
    case .either(let first, let second): "\(phrase(first)), or \(phrase(second))"
    }
  }

  private static func bounds(_ constraint: Constraint) -> String {
    switch constraint {
    case .none, .float32: ""
    case .atLeast(let low): ", at least \(Double.spell(low))"
    case .above(let low): ", above \(Double.spell(low))"
    case .within(let low, let high): ", \(Double.spell(low)) to \(Double.spell(high))"
    case .upTo(let low, let high):
      ", at least \(Double.spell(low)) and below \(Double.spell(high))"
    }
  }

  /// An entry as a file would write it: its first example, or its required arguments.
  package static func example(of entry: ObjectDescription) -> String {
    if let example = entry.examples.first { return example }
    let required = entry.members.filter { $0.isRequired }
    if required.isEmpty { return entry.title }
    if let shorthand = entry.shorthand, required.map({ $0.name }) == [shorthand] {
      return "\(entry.title): \(flow(sample(required[0].type)))"
    }
    let arguments = required.map { DataValue.Member($0.name, sample($0.type)) }
    return "\(entry.title): \(flow(.mapping(arguments)))"
  }

  /// A value that the type takes.
  private static func sample(_ type: SchemaType) -> DataValue {
    switch type {
    case .any, .string: .string("text")
    case .integer: .integer(5)
    case .number: .double(0.5)
    case .boolean: .boolean(true)
    case .constant(let text): .string(text)
    case .enumeration(_, let names): .string(names[0])
    case .list(.nullable(let element), _): .list([.null, sample(element)])
    case .list(.any, _): .list([.integer(1), .integer(2)])
    case .list(let element, _): .list([sample(element), sample(element)])
    case .nullable(let wrapped), .either(let wrapped, _): sample(wrapped)
    case .map(let value, _): .mapping([.init("name", sample(value))])
    case .object(let description):
      .mapping(
        description.members.filter { $0.isRequired }.map { .init($0.name, sample($0.type)) })
    case .choice(let choice): sample(of: choice)
    }
  }

  /// The simplest entry that is no wrapper around the same choice.
  private static func sample(of choice: ChoiceDescription) -> DataValue {
    let entries = choice.entries()
    guard
      let entry = entries.first(where: { entry in
        entry.members.filter { $0.isRequired }.allSatisfy { $0.type.isNumeric }
      }) ?? entries.first
    else { return .null }
    let required = entry.members.filter { $0.isRequired }
    if required.isEmpty { return .string(entry.title) }
    return .mapping([
      .init(entry.title, .mapping(required.map { .init($0.name, sample($0.type)) }))
    ])
  }

  /// A value on one line of YAML.
  private static func flow(_ value: DataValue) -> String {
    switch value {
    case .null: "null"
    case .boolean(let value): String(value)
    case .integer(let value): String(value)
    case .float(let value): value.description
    case .double(let value): Double.spell(value)
    case .string(let text): text
    case .list(let items): "[" + items.map { flow($0) }.joined(separator: ", ") + "]"
    case .mapping(let members):
      "{" + members.map { "\($0.name): \(flow($0.value))" }.joined(separator: ", ") + "}"
    }
  }

  private static func heading(_ kind: String) -> String {
    let plural = kind == "loss" ? "losses" : kind + "s"
    return plural.prefix(1).uppercased() + plural.dropFirst()
  }

  private static func anchor(_ kind: String) -> String {
    heading(kind).lowercased().split(separator: " ").joined(separator: "-")
  }
}

extension SchemaType {
  /// The keys of a mapping that has some, through what may be left out.
  fileprivate var section: ObjectDescription? {
    switch self {
    case .object(let description): description
    case .nullable(let wrapped): wrapped.section
    case .list(let element, _): element.section
    default: nil
    }
  }

  fileprivate var isNumeric: Bool {
    switch self {
    case .integer, .number: true
    default: false
    }
  }
}
