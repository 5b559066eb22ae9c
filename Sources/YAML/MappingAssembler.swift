/// Makes a mapping's entries from what stands between its indicators: names that differ, with
/// `<<` merged in.
struct MappingAssembler {
  private(set) var problems: [SyntaxProblem] = []

  /// A key written in the mapping itself wins wherever it stands; of merged mappings, the first
  /// that has a key. Merged entries stand where `<<` stood.
  mutating func entries(_ pairs: [(key: Node, value: Node)]) -> [Node.Entry] {
    var first: [String: Node] = [:]
    var accepted: [Node.Entry] = []
    for (key, value) in pairs {
      guard case .scalar(let scalar) = key.content else {
        problems.append(SyntaxProblem(kind: .nonScalarKey, range: key.place))
        continue
      }
      if key.isPlaceholder { continue }
      if let earlier = first[scalar.text] {
        problems.append(
          SyntaxProblem(
            kind: .duplicateKey(scalar.text), range: key.place, related: earlier.place))
        continue
      }
      first[scalar.text] = key
      accepted.append(Node.Entry(key: key, name: scalar.text, value: value))
    }
    var names = Set(first.keys)
    var result: [Node.Entry] = []
    result.reserveCapacity(accepted.count)
    for entry in accepted {
      guard Self.isMerge(entry.key) else {
        result.append(entry)
        continue
      }
      for merged in mappings(entry.value) where names.insert(merged.name).inserted {
        result.append(merged)
      }
    }
    return result
  }

  private static func isMerge(_ key: Node) -> Bool {
    if case .scalar(let scalar) = key.content {
      return scalar.text == "<<" && scalar.isPlain && scalar.tag == nil
    }
    return false
  }

  /// The entries of the mapping or mappings that `<<` names, in order.
  private mutating func mappings(_ value: Node) -> [Node.Entry] {
    var items = [value]
    if case .sequence(let nodes) = value.content { items = nodes }
    var result: [Node.Entry] = []
    for item in items where !item.isPlaceholder {
      if case .mapping(let entries) = item.content {
        result.append(contentsOf: entries)
      } else {
        problems.append(
          SyntaxProblem(
            kind: .invalidMerge, range: item.place,
            related: item.alias == nil ? nil : item.range))
      }
    }
    return result
  }
}
