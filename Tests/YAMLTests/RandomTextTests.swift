import Testing
import YAML

/// Texts put together at random from what YAML is made of.
struct RandomTextTests {
  /// SplitMix64 (Steele, Lea and Flood, 2014).
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return value ^ (value >> 31)
    }
  }

  private static let pieces = [
    "a: ", "b: 1\n", "c:\n", "- ", "  ", " ", "\n", "\r\n", "\r", "\t", "[", "]", "{", "}", ", ",
    ",", ":", ": ", "? ", "'", "\"", "\\", "\\x4", "&x ", "*x", "<<: ", "!!str ", "!t ", "!", "|\n",
    ">-\n", "# c\n", " # c", "---", "...", "%YAML 1.2\n", "%T\n", "é", "😀", "\u{2028}", "\u{85}",
    "x", "10", "=n * 2", "@", "`", "\u{FEFF}",
  ]

  @Test func rangesAreTrue() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("RandomTextTests: seed \(seed)")
    var generator = Generator(state: seed)
    var trees = 0
    for _ in 0..<3000 {
      var text = ""
      for _ in 0..<Int.random(in: 1...16, using: &generator) {
        text += Self.pieces.randomElement(using: &generator) ?? ""
      }
      let reading = Reading(text)
      if !check(reading, text) {
        Issue.record("seed \(seed): \(text.debugDescription) \(reading.problems)")
      }
      if reading.result.root != nil { trees += 1 }
    }
    // Texts that are all refused would prove little.
    #expect(trees > 300, "seed \(seed)")
  }

  private func check(_ reading: Reading, _ text: String) -> Bool {
    let ranges = reading.problems.flatMap { [$0.range, $0.related].compactMap { $0 } }
    let starts = reading.problems.map { $0.range.start }
    return (reading.result.root != nil || !reading.problems.isEmpty)
      && starts == starts.sorted() && ranges.allSatisfy { isTrue($0, text) }
      && reading.result.root.map { check($0, text) } ?? true
  }

  private func check(_ node: Node, _ text: String) -> Bool {
    guard isTrue(node.range, text), node.alias.map({ isTrue($0, text) }) ?? true else {
      return false
    }
    // What surrounds a node is no part of it.
    let space = Array(" \t\r\n".utf8)
    let excerpt = node.range.excerpt.utf8
    if let first = excerpt.first, let last = excerpt.last,
      space.contains(first) || space.contains(last)
    {
      return false
    }
    switch node.content {
    case .scalar(let scalar):
      let isOneLine = node.range.start.line == node.range.end.line
      return !scalar.isPlain || !isOneLine || node.isPlaceholder
        || node.range.excerpt == scalar.text
    case .sequence(let items):
      return items.allSatisfy { check($0, text) && lies($0.place, in: node.range) }
    case .mapping(let entries):
      // Merged entries lie elsewhere.
      return entries.allSatisfy { check($0.key, text) && check($0.value, text) }
        && (text.contains("<<")
          || entries.allSatisfy {
            lies($0.key.place, in: node.range) && lies($0.value.place, in: node.range)
          })
    }
  }

  private func lies(_ inner: SourceRange, in outer: SourceRange) -> Bool {
    outer.start <= inner.start && inner.end <= outer.end
  }

  private func isTrue(_ range: SourceRange, _ text: String) -> Bool {
    range.start <= range.end && isTrue(range.start, text) && isTrue(range.end, text)
  }

  /// Counts lines and columns anew, character by character.
  private func isTrue(_ position: SourcePosition, _ text: String) -> Bool {
    var line = 1
    var column = 1
    var offset = text.utf8.starts(with: "\u{FEFF}".utf8) ? 3 : 0
    var scalars = text.unicodeScalars.dropFirst(offset / 3)
    while offset < position.offset, let scalar = scalars.popFirst() {
      offset += String(scalar).utf8.count
      column += 1
      if scalar == "\n" || scalar == "\r" && scalars.first != "\n" {
        line += 1
        column = 1
      }
    }
    return offset == position.offset && line == position.line && column == position.column
  }
}
