import Experiments
import TestSupport
import Testing

/// Points of random matrices: other values have another name.
@Suite struct RandomPointTests {
  /// A value as it is drawn; two are the same if their texts are.
  private indirect enum Value: Hashable {
    case text(String)
    case list([Value])
    case mapping([Member])

    struct Member: Hashable {
      let name: String
      let value: Value
    }
  }

  /// Pieces that names are put together from, and that could be mistaken for those of a name.
  private static let pieces = [
    ",", "=", "+", ".", "~", "-", "_", "\"", "\\", "[", "]", "{", ":", " ", "/", "a", "b", "A", "1",
    "é",
    "\u{1f600}", "\n", "a=", ",b=", "=1", String(repeating: "a", count: 115),
  ]

  @Test func `no two values share a name`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("RandomPointTests: seed \(seed)")
    var random = TestRandom(seed: seed)
    var textsByName: [String: String] = [:]
    var (plainCount, hashedCount) = (0, 0)
    for _ in 0..<40 {
      // Few pieces at a time, so that much of what is drawn nearly repeats.
      let pieces =
        ["1", "a"] + (0..<2).map { _ in Self.pieces.randomElement(using: &random) ?? "b" }
      for _ in 0..<80 {
        let drawn = Self.settings(pieces, &random)
        // Itself, and what a reader could take it for.
        for settings in [drawn] + (0..<3).map({ _ in Self.neighbour(drawn, &random) }) {
          let matrix = Self.yaml(
            .mapping(settings.map { .init(name: $0.name, value: .list([$0.value])) }))
          let names = PointNames.of(matrix)
          guard names.count == 1 else {
            Issue.record("seed \(seed): \(matrix) is refused")
            return
          }
          let first = textsByName.updateValue(matrix, forKey: names[0]) ?? matrix
          #expect(first.utf8.elementsEqual(matrix.utf8), "seed \(seed): \(names[0])")
          #expect(PointNames.isSafe(names[0]), "seed \(seed): \(names[0])")
          if names[0].contains("~") { hashedCount += 1 } else { plainCount += 1 }
        }
      }
    }
    // Names of one kind alone would prove little.
    #expect(hashedCount > 1000 && plainCount > 100, "seed \(seed)")
  }

  /// Folders of some systems do not tell capitals from small letters: such a matrix is refused.
  @Test func `no two points of a matrix share a folder`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("RandomPointTests: seed \(seed)")
    var random = TestRandom(seed: seed)
    var acceptedCount = 0
    for _ in 0..<2000 {
      let pieces = [
        "a", "A", "b", ["1", "+", "é", "É", ".", "x y"].randomElement(using: &random) ?? "a",
      ]
      func draw() -> Value { Self.value(1, pieces, &random) }
      var entries: [Value.Member] = []
      for name in ["k", "l"].prefix(Int.random(in: 1...2, using: &random)) {
        let values = (0..<Int.random(in: 1...3, using: &random)).map { _ in draw() }
        entries.append(.init(name: name, value: .list(values)))
      }
      for name in ["include", "exclude"] where Bool.random(using: &random) {
        // Often one of the values that are there, or nearly.
        let rules = (0..<Int.random(in: 1...2, using: &random)).map { _ in
          Value.mapping(
            entries.filter { $0.name.count == 1 && Int.random(in: 0..<4, using: &random) > 0 }.map {
              guard case .list(let values) = $0.value else { return $0 }
              let isOld = Bool.random(using: &random)
              return .init(name: $0.name, value: isOld ? values[0] : draw())
            })
        }
        entries.append(.init(name: name, value: .list(rules)))
      }
      let names = PointNames.of(Self.yaml(.mapping(entries)))
      if !names.isEmpty { acceptedCount += 1 }
      #expect(
        Set(names.map { $0.lowercased() }).count == names.count,
        "seed \(seed): \(Self.yaml(.mapping(entries)))")
    }
    #expect(acceptedCount > 200, "seed \(seed)")
  }

  // MARK: Drawing and writing

  private static func text(_ pieces: [String], _ random: inout TestRandom) -> String {
    (0..<Int.random(in: 0...3, using: &random)).map { _ in
      pieces.randomElement(using: &random) ?? ""
    }.joined()
  }

  private static func value(
    _ depth: Int, _ pieces: [String], _ random: inout TestRandom
  ) -> Value {
    let count = Int.random(in: 0...2, using: &random)
    switch Int.random(in: 0..<(depth == 0 ? 1 : 4), using: &random) {
    case 0, 1: return .text(text(pieces, &random))
    case 2: return .list((0..<count).map { _ in value(depth - 1, pieces, &random) })
    default:
      var members: [Value.Member] = []
      for _ in 0..<count {
        let name = text(pieces, &random)
        if members.contains(where: { $0.name == name }) { continue }
        members.append(.init(name: name, value: value(depth - 1, pieces, &random)))
      }
      return .mapping(members)
    }
  }

  private static func settings(_ pieces: [String], _ random: inout TestRandom) -> [Value.Member] {
    var settings: [Value.Member] = []
    for name in ["k", "l", text(pieces, &random)].prefix(Int.random(in: 1...3, using: &random))
    where !settings.contains(where: { $0.name == name }) {
      settings.append(.init(name: name, value: value(2, pieces, &random)))
    }
    return settings
  }

  /// Other settings that a name which only joins its parts would not tell from these.
  private static func neighbour(
    _ settings: [Value.Member], _ random: inout TestRandom
  ) -> [Value.Member] {
    var result = settings
    let index = Int.random(in: 0..<settings.count, using: &random)
    if index + 1 < settings.count, Bool.random(using: &random) {
      let next = result.remove(at: index + 1)
      result[index] = .init(
        name: settings[index].name,
        value: .text("\(joined(settings[index].value)),\(next.name)=\(joined(next.value))"))
    } else {
      result[index] = .init(
        name: settings[index].name, value: neighbour(settings[index].value, &random))
    }
    return result
  }

  private static func neighbour(_ value: Value, _ random: inout TestRandom) -> Value {
    switch (Int.random(in: 0..<4, using: &random), value) {
    case (0, _): return .list([value])
    case (1, .list(let items)) where items.count == 1: return items[0]
    case (1, .text(let text)), (2, .text(let text)):
      let separator = ["+", ".", "=", ",", " "].randomElement(using: &random) ?? "+"
      let parts = text.split(separator: separator, omittingEmptySubsequences: false).map {
        Value.text(String($0))
      }
      guard parts.count > 1 else { return .mapping([.init(name: text, value: .text(""))]) }
      return .list(parts)
    case (2, .list(let items)) where !items.isEmpty:
      var changed = items
      let index = Int.random(in: 0..<items.count, using: &random)
      changed[index] = neighbour(items[index], &random)
      return .list(changed)
    default: return .text(joined(value))
    }
  }

  /// As a name would show it.
  private static func joined(_ value: Value) -> String {
    switch value {
    case .text(let text): text
    case .list(let items): items.map { joined($0) }.joined(separator: "+")
    case .mapping(let members):
      members.map { member in
        if case .text(let text) = member.value { return "\(member.name)=\(text)" }
        return "\(member.name).\(joined(member.value))"
      }.joined(separator: "+")
    }
  }

  /// Every text in double quotes, so that it is what it is.
  private static func yaml(_ value: Value) -> String {
    func quoted(_ text: String) -> String {
      let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      return "\"" + escaped.replacing("\n", with: "\\n") + "\""
    }
    switch value {
    case .text(let text): return quoted(text)
    case .list(let items): return "[" + items.map { yaml($0) }.joined(separator: ", ") + "]"
    case .mapping(let members):
      return "{" + members.map { quoted($0.name) + ": " + yaml($0.value) }.joined(separator: ", ")
        + "}"
    }
  }
}
