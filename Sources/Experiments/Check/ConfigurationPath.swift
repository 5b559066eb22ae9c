package import YAML

/// The way to a place in an experiment file: `model`, then the second item, then `LSTM`.
package struct ConfigurationPath: Sendable, Hashable {
  package enum Element: Sendable, Hashable {
    case key(String)
    /// The key itself, not its value.
    case name(String)
    case index(Int)
    /// The only member of a choice, whatever its name.
    case choice
  }

  package let elements: [Element]

  package init(_ elements: Element...) {
    self.elements = elements
  }

  private init(_ elements: [Element]) {
    self.elements = elements
  }

  package func appending(_ more: Element...) -> ConfigurationPath {
    ConfigurationPath(elements + more)
  }

  /// Whether the whole path leads somewhere in the file.
  package func exists(in root: Node) -> Bool {
    var node = root
    for element in elements {
      switch (element, node.content) {
      case (.key(let name), .mapping(let entries)):
        guard let entry = entries.first(where: { $0.name == name }) else { return false }
        node = entry.value
      case (.name(let name), .mapping(let entries)):
        return entries.contains { $0.name == name }
      case (.index(let index), .sequence(let items)) where index < items.count:
        node = items[index]
      case (.choice, .mapping(let entries)) where !entries.isEmpty:
        node = entries[0].value
      default:
        return false
      }
    }
    return true
  }

  /// The text to point at: the value that the path leads to, or the name of a choice. Where the
  /// path leaves the file (a default), the name of the last place on the way that exists.
  package func range(in root: Node) -> SourceRange {
    var node = root
    var range = root.range
    var name = root.range
    for element in elements {
      switch (element, node.content) {
      case (.key(let key), .mapping(let entries)):
        guard let entry = entries.first(where: { $0.name == key }) else { return name }
        (node, range, name) = (entry.value, entry.value.range, entry.key.range)
      case (.key, _):
        // The value of a choice that is written without its only key: `reshape: [5, 1]`.
        return node.range
      case (.name(let key), .mapping(let entries)):
        return entries.first { $0.name == key }?.key.range ?? name
      case (.index(let index), .sequence(let items)):
        guard index < items.count else { return name }
        (node, range, name) = (items[index], items[index].range, items[index].range)
      case (.choice, .mapping(let entries)):
        guard let entry = entries.first else { return range }
        (node, range, name) = (entry.value, entry.key.range, entry.key.range)
      default:
        return range
      }
    }
    return range
  }
}
