import Schemas
import YAML

extension Node {
  /// A mapping without the entry of this name.
  func removing(_ name: String) -> Node {
    guard case .mapping(let entries) = content else { return self }
    return Node(
      content: .mapping(entries.filter { $0.name != name }), range: range, alias: alias)
  }

  /// Replaces values of an experiment's root; gives what cannot be replaced.
  mutating func apply(_ overrides: [Override]) -> [CompositionProblem] {
    var problems: [CompositionProblem] = []
    for override in overrides {
      do throws(CompositionProblem) {
        self = try applying(override)
      } catch {
        problems.append(error)
      }
    }
    return problems
  }

  /// The root of an experiment with one value replaced. A key without dots is a variable if the
  /// file has it, else a key of the experiment.
  private func applying(_ override: Override) throws(CompositionProblem) -> Node {
    // More than a file may nest is no way to a value, and would cost stack.
    let limit = Limits.standard.depth
    guard override.components.count <= limit else {
      throw CompositionProblem(.pathTooDeep(limit: limit), at: override.keyRange)
    }
    let first = override.components[0]
    let variables = entry("variables")?.value.names ?? []
    if override.components.count == 1, variables.contains(first) {
      return try setting(["variables", first], override)
    }
    // A file is composed before its values are replaced.
    let keys = Experiment.keys.map { $0.name }.filter { $0 != "extends" && $0 != "matrix" }
    guard keys.contains(first) else {
      throw CompositionProblem(
        .unknownTarget(name: first, known: variables + keys), at: override.keyRange)
    }
    return try setting(override.components[...], override)
  }

  private var names: [String] {
    guard case .mapping(let entries) = content else { return [] }
    return entries.map { $0.name }
  }

  private func setting(
    _ path: ArraySlice<String>, _ override: Override
  ) throws(CompositionProblem) -> Node {
    guard let name = path.first else { return override.value }
    let rest = path.dropFirst()
    switch content {
    case .mapping(let entries):
      var changed = entries
      if let index = entries.firstIndex(where: { $0.name == name }) {
        let entry = entries[index]
        changed[index] = Entry(
          key: entry.key, name: name, value: try entry.value.setting(rest, override))
      } else {
        changed.append(try Self.newEntry(name, rest, override))
      }
      return Node(content: .mapping(changed), range: range, alias: alias)
    case .sequence(let items):
      guard let index = Int(name), items.indices.contains(index) else {
        throw CompositionProblem(
          .noSuchMember(name: name, below: "a list of \(items.count)"), at: override.keyRange)
      }
      var changed = items
      changed[index] = try items[index].setting(rest, override)
      return Node(content: .sequence(changed), range: range, alias: alias)
    case .scalar(let scalar):
      // A choice by its bare name has arguments too: `Adam` is `Adam: {}`.
      guard scalar.isNull || scalar.text == name else {
        throw CompositionProblem(
          .noSuchMember(name: name, below: "`\(scalar.text)`"), at: override.keyRange)
      }
      let entry = try Self.newEntry(name, rest, override)
      let key = scalar.isNull ? entry.key : self
      return Node(
        content: .mapping([Entry(key: key, name: name, value: entry.value)]), range: range)
    }
  }

  private static func newEntry(
    _ name: String, _ rest: ArraySlice<String>, _ override: Override
  ) throws(CompositionProblem) -> Entry {
    let empty = Node(content: .mapping([]), range: override.keyRange)
    return Entry(
      key: Node(
        content: .scalar(Scalar(text: name, isPlain: true, tag: nil)), range: override.keyRange),
      name: name, value: try rest.isEmpty ? override.value : empty.setting(rest, override))
  }
}
