package import Documents

/// What a key takes, described as data: the JSON Schema, the reference page and the tests read it.
package indirect enum SchemaType: Sendable {
  /// Anything at all: what it must be is known only where it is used.
  case any
  case integer(Constraint)
  case number(Constraint)
  case boolean
  case string
  /// Exactly this text.
  case constant(String)
  /// One of these names.
  case enumeration(kind: String, names: [String])
  /// A list of at least so many.
  case list(SchemaType, minimum: Int = 0)
  /// The type, or null.
  case nullable(SchemaType)
  /// A mapping whose names the person chooses; a regular expression that they match, if any.
  case map(SchemaType, names: String? = nil)
  /// A mapping of declared keys.
  case object(ObjectDescription)
  /// One entry of a catalogue.
  case choice(ChoiceDescription)
  case either(SchemaType, SchemaType)
}

/// A mapping of declared keys, as data.
package struct ObjectDescription: Sendable {
  /// One key.
  package struct Member: Sendable {
    package let name: String
    /// One sentence for the person who writes the file.
    package let summary: String
    package let isRequired: Bool
    package let type: SchemaType
    /// The value of a key that is left out; nil where it is required or has none.
    package let standard: DataValue?
  }

  /// The name of a choice's entry, or of a section.
  package let title: String
  /// What it is, in one sentence.
  package let summary: String
  package let members: [Member]
  /// The key that takes a value given without a mapping.
  package let shorthand: String?
  /// The key of a file that brings what this one leaves out.
  package let inheritanceKey: String?

  /// Ways to write it, for the tests and the reference.
  package let examples: [String]

  /// The description with more keys behind its own.
  package func adding(_ more: [Member]) -> ObjectDescription {
    ObjectDescription(
      title: title, summary: summary, members: members + more, shorthand: shorthand,
      inheritanceKey: inheritanceKey, examples: examples)
  }

  /// Whether every key may be left out.
  package var isOptional: Bool { members.allSatisfy { !$0.isRequired } }
}

/// The entries of a catalogue, as data.
package struct ChoiceDescription: Sendable {
  /// What messages call one entry: "layer".
  package let kind: String
  /// Made when asked for, since an entry may take the same choice again.
  package let entries: @Sendable () -> [ObjectDescription]

  package init(kind: String, entries: @escaping @Sendable () -> [ObjectDescription]) {
    self.kind = kind
    self.entries = entries
  }
}

/// Who writes the files that a description is of.
package enum FileAuthor: Sendable {
  /// A person: a number may be a formula, and text may look like a number.
  case person
  /// lstm-lab: every value is of its own JSON type.
  case program
}
