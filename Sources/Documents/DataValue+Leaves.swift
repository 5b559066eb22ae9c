extension DataValue {
  /// Every value that holds no others, with the names on the way to it joined by points: a list counts
  /// from zero, `model.0.LSTM.units`. Empty mappings and lists are leaves too.
  package var leaves: [(path: String, value: DataValue)] {
    var all: [(String, DataValue)] = []
    collect("", &all)
    return all
  }

  private func collect(_ path: String, _ all: inout [(String, DataValue)]) {
    func inner(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
    switch self {
    case .mapping(let members) where !members.isEmpty:
      for member in members { member.value.collect(inner(member.name), &all) }
    case .list(let items) where !items.isEmpty:
      for (index, item) in items.enumerated() { item.collect(inner("\(index)"), &all) }
    default: all.append((path, self))
    }
  }

  /// One value that differs between two trees: nil where one does not have it.
  package struct Change: Sendable, Hashable {
    package let path: String
    package let old: DataValue?
    package let new: DataValue?

    package init(path: String, old: DataValue?, new: DataValue?) {
      self.path = path
      self.old = old
      self.new = new
    }
  }

  /// The leaves in which another tree differs, in this one's order, then the other's own.
  package func changes(to other: DataValue) -> [Change] {
    let (old, new) = (leaves, other.leaves)
    let known = Dictionary(new.map { ($0.path, $0.value) }) { first, _ in first }
    let before = Set(old.map { $0.path })
    return old.compactMap { path, value in
      known[path] == value ? nil : Change(path: path, old: value, new: known[path])
    }
      + new.filter { !before.contains($0.path) }.map {
        Change(path: $0.path, old: nil, new: $0.value)
      }
  }

  /// The value on one line, as people read it.
  package var short: String {
    switch self {
    case .string(let text): text
    case .mapping(let members) where members.isEmpty: "{}"
    default:
      JSONText.text(of: self).split(separator: "\n").map { $0.drop { $0 == " " } }
        .joined(separator: " ")
    }
  }
}
