import Schemas
import YAML

extension Node {
  /// The node laid over a parent: mappings merge, lists and scalars replace. A choice that names
  /// another entry replaces the parent's: one optimizer does not inherit another's arguments.
  func inheriting(from parent: Node, as type: SchemaType?) -> Node {
    guard case .mapping(let own) = content, case .mapping(let inherited) = parent.content else {
      return self
    }
    if case .choice = type?.choiceForm, own.map({ $0.name }) != inherited.map({ $0.name }) {
      return self
    }
    var merged = inherited
    let places = Dictionary(
      uniqueKeysWithValues: inherited.enumerated().map { ($0.element.name, $0.offset) })
    for entry in own {
      if let index = places[entry.name] {
        let value = entry.value.inheriting(
          from: merged[index].value, as: type?.member(entry.name))
        merged[index] = Entry(key: entry.key, name: entry.name, value: value)
      } else {
        merged.append(entry)
      }
    }
    return Node(content: .mapping(merged), range: range, alias: alias)
  }
}

extension Node {
  /// The node and all that lie inside it, keys included.
  var nodeCount: Int {
    switch content {
    case .scalar: 1
    case .sequence(let items): items.reduce(1) { $0 + $1.nodeCount }
    case .mapping(let entries): entries.reduce(1) { $0 + 1 + $1.value.nodeCount }
    }
  }
}

extension SchemaType {
  /// The choice that a mapping of this type is, if it is one.
  fileprivate var choiceForm: SchemaType? {
    switch self {
    case .choice: self
    case .nullable(let wrapped): wrapped.choiceForm
    case .either(let first, let second): first.choiceForm ?? second.choiceForm
    default: nil
    }
  }

  /// The type of a member of a mapping of this type.
  fileprivate func member(_ name: String) -> SchemaType? {
    switch self {
    case .object(let description): description.members.first { $0.name == name }?.type
    case .map(let value, _): value
    case .choice(let choice):
      choice.entries().first { $0.title == name }.map { .object($0) }
    case .nullable(let wrapped): wrapped.member(name)
    case .either(let first, let second): first.member(name) ?? second.member(name)
    default: nil
    }
  }
}
