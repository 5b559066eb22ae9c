package import Documents

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

  /// The description with more keys behind its own.
  package func adding(_ more: [Member]) -> ObjectDescription {
    ObjectDescription(
      title: title, summary: summary, members: members + more, shorthand: shorthand)
  }

  /// Whether every key may be left out.
  package var isOptional: Bool { members.allSatisfy { !$0.isRequired } }
}
