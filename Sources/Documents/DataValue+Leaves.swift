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

  /// Where another tree differs. Items of a list that are the same in both stay side by side, so that one
  /// that was put between them is one change.
  package func changes(to other: DataValue) -> [Change] {
    var all: [Change] = []
    Self.compare(self, other, "", &all)
    return all
  }

  private static func compare(
    _ old: DataValue, _ new: DataValue, _ path: String, _ all: inout [Change]
  ) {
    guard old != new else { return }
    func inner(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
    switch (old, new) {
    case (.mapping(let before), .mapping(let now)):
      // A choice that is another one: its arguments have nothing to do with those before.
      for member in before {
        if let other = new[member.name] {
          compare(member.value, other, inner(member.name), &all)
        } else {
          all.append(Change(path: inner(member.name), old: member.value, new: nil))
        }
      }
      for member in now where old[member.name] == nil {
        all.append(Change(path: inner(member.name), old: nil, new: member.value))
      }
    case (.list(let before), .list(let now)): compare(before, now, inner, &all)
    default: all.append(Change(path: path, old: old, new: new))
    }
  }

  /// Lists: by their longest common subsequence. Where as many items went as came, they are compared one
  /// by one.
  private static func compare(
    _ old: [DataValue], _ new: [DataValue], _ inner: (String) -> String, _ all: inout [Change]
  ) {
    // Of long lists every item counts as it stands: the table would take long.
    guard old.count * new.count <= 250_000 else {
      for index in 0..<max(old.count, new.count) {
        let (a, b) = (index < old.count ? old[index] : nil, index < new.count ? new[index] : nil)
        if a != b { all.append(Change(path: inner("\(index)"), old: a, new: b)) }
      }
      return
    }
    var lengths = [[Int]](
      repeating: [Int](repeating: 0, count: new.count + 1), count: old.count + 1)
    for a in old.indices.reversed() {
      for b in new.indices.reversed() {
        lengths[a][b] =
          old[a] == new[b] ? lengths[a + 1][b + 1] + 1 : max(lengths[a + 1][b], lengths[a][b + 1])
      }
    }
    var (a, b) = (0, 0)
    while a < old.count || b < new.count {
      let (firstOld, firstNew) = (a, b)
      while a < old.count || b < new.count {
        if a < old.count, b < new.count, old[a] == new[b] { break }
        if a < old.count, b == new.count || lengths[a + 1][b] >= lengths[a][b + 1] {
          a += 1
        } else {
          b += 1
        }
      }
      if a - firstOld == b - firstNew {
        for (index, place) in zip(firstOld..<a, firstNew..<b) {
          compare(old[index], new[place], inner("\(place)"), &all)
        }
      } else {
        for index in firstOld..<a {
          all.append(Change(path: inner("\(index)"), old: old[index], new: nil))
        }
        for index in firstNew..<b {
          all.append(Change(path: inner("\(index)"), old: nil, new: new[index]))
        }
      }
      while a < old.count, b < new.count, old[a] == new[b] { (a, b) = (a + 1, b + 1) }
    }
  }

  /// The value on one line, as people read it.
  package var short: String {
    switch self {
    case .string(let text): text
    case .mapping(let members):
      "{" + members.map { "\($0.name): \($0.value.short)" }.joined(separator: ", ") + "}"
    case .list(let items): "[" + items.map { $0.short }.joined(separator: ", ") + "]"
    case .null, .boolean, .integer, .float, .double:
      JSONText.text(of: self).split(separator: "\n").joined()
    }
  }
}
