/// A value of a YAML document and where it is written.
package struct Node: Sendable {
  package enum Content: Sendable {
    case scalar(Scalar)
    case sequence([Node])
    case mapping([Entry])
  }

  /// A key and its value. The names of a mapping's entries differ from one another.
  package struct Entry: Sendable {
    package let key: Node
    /// The key's text.
    package let name: String
    package let value: Node

    package init(key: Node, name: String, value: Node) {
      self.key = key
      self.name = name
      self.value = value
    }
  }

  package let content: Content
  /// Where the content is written, without anchor and tag: the exact text of a scalar with its
  /// quotes; a flow collection with its brackets; a block collection up to the end of its last
  /// value. Empty for a value left out. Through an alias, this is the text at the anchor.
  package let range: SourceRange
  /// The alias (`*name`) that this node came through.
  package let alias: SourceRange?
  /// Whether this empty scalar only holds the place of something already reported, such as an
  /// unknown alias: nothing that is wrong with it is worth another report.
  package let isPlaceholder: Bool

  package init(
    content: Content, range: SourceRange, alias: SourceRange? = nil, isPlaceholder: Bool = false
  ) {
    self.content = content
    self.range = range
    self.alias = alias
    self.isPlaceholder = isPlaceholder
  }

  /// The entry of a mapping with this name.
  package func entry(_ name: String) -> Entry? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.name == name }
  }

  /// Where the node stands in its parent: the alias if it came through one, else the content.
  package var place: SourceRange { alias ?? range }
}

/// A scalar as written, not yet given a type.
package struct Scalar: Sendable, Equatable {
  /// The text after folding and escapes.
  package let text: String
  /// Whether it stands without quotes and is not a block scalar. What is not plain is a string.
  package let isPlain: Bool
  /// The explicit tag before it.
  package let tag: CoreTag?

  package init(text: String, isPlain: Bool, tag: CoreTag?) {
    self.text = text
    self.isPlain = isPlain
    self.tag = tag
  }
}

/// A type of the YAML core schema that a person may write out before a scalar.
package enum CoreTag: Sendable, Hashable {
  /// `!!str`, or the non-specific tag `!`.
  case string
  /// `!!int`
  case integer
  /// `!!float`
  case float
  /// `!!bool`
  case boolean
  /// `!!null`
  case null
}
