import TestSupport

/// Makes hostile texts of good ones. The same seed makes the same text.
package struct Mutator {
  private let seeds: Seeds
  private var random: TestRandom
  private var bytes: [UInt8] = []

  /// One case: a text and the path that it is said to have.
  package struct Case: Sendable {
    package let bytes: [UInt8]
    package let path: String
  }

  /// Most cases stay small, so that many are tried; in bytes.
  private static let usualSize = 200_000
  /// One in this many may grow to a few megabytes.
  private static let largeOneIn = 500
  private static let largeSize = 4_000_000

  /// The case of a seed.
  package static func make(_ seed: UInt64, from seeds: Seeds) -> Case {
    var mutator = Mutator(seeds: seeds, random: TestRandom(seed: seed))
    return mutator.make()
  }

  private init(seeds: Seeds, random: TestRandom) {
    self.seeds = seeds
    self.random = random
  }

  private mutating func make() -> Case {
    let file = seeds.files[below(seeds.files.count)]
    bytes = file.bytes
    let limit = below(Self.largeOneIn) == 0 ? Self.largeSize : Self.usualSize
    for _ in 0..<(1 + below(1 << (1 + below(4)))) {
      mutate(limit: limit)
      if bytes.count > limit { bytes.removeLast(bytes.count - limit) }
    }
    return Case(bytes: bytes, path: file.folder + "/fuzz.yaml")
  }

  private mutating func mutate(limit: Int) {
    switch below(20) {
    case 0: flipBit()
    case 1: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: below(bytes.count + 1))
    case 2: insert(pick(HostileText.pieces))
    case 3, 4: replaceWord(with: seeds.words[below(seeds.words.count)])
    case 5, 6: replaceWord(with: Array(pick(HostileText.numbers).utf8))
    case 7: replaceWord(with: formula())
    case 8, 9: replaceValue()
    case 10: moveLine()
    case 11: removeLine()
    case 12: repeatLines(limit: limit)
    case 13: indentLine()
    case 14: splice()
    case 15: nest()
    case 16: reference()
    case 17: insertLine(pick(HostileText.sections))
    case 18: repeatPiece(limit: limit)
    default: bytes.removeLast(below(bytes.count / 4 + 1))
    }
  }

  // MARK: - Bytes and words

  private mutating func below(_ count: Int) -> Int {
    count <= 1 ? 0 : Int(random.next() % UInt64(count))
  }

  private mutating func pick(_ texts: [String]) -> String { texts[below(texts.count)] }

  private mutating func insert(_ text: String) {
    bytes.insert(contentsOf: text.utf8, at: below(bytes.count + 1))
  }

  private mutating func flipBit() {
    if bytes.isEmpty { return }
    bytes[below(bytes.count)] ^= 1 << UInt8(below(8))
  }

  private static func isPartOfWord(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte >= 0x30 && byte <= 0x39
      || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a
  }

  private mutating func replaceWord(with word: [UInt8]) {
    let start = below(bytes.count)
    guard let first = bytes[start...].firstIndex(where: Self.isPartOfWord) else { return }
    let end = bytes[first...].firstIndex { !Self.isPartOfWord($0) } ?? bytes.count
    bytes.replaceSubrange(first..<end, with: word)
  }

  /// What stands behind a colon becomes something else.
  private mutating func replaceValue() {
    let start = below(bytes.count)
    guard let colon = bytes[start...].firstIndex(of: UInt8(ascii: ":")) else { return }
    let isEnd = { (byte: UInt8) in ",}]\n#".utf8.contains(byte) }
    let end = bytes[colon...].firstIndex(where: isEnd) ?? bytes.count
    bytes.replaceSubrange(colon..<end, with: (": " + pick(HostileText.values)).utf8)
  }

  private mutating func formula() -> [UInt8] {
    var text = "="
    for _ in 0...below(12) { text += pick(HostileText.formulaParts) }
    return Array(text.utf8)
  }

  // MARK: - Lines

  /// The range of one line with its end.
  private mutating func line() -> Range<Int> {
    let place = below(bytes.count)
    let start = bytes[..<place].lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
    let end = bytes[place...].firstIndex(of: 0x0a).map { $0 + 1 } ?? bytes.count
    return start..<end
  }

  private mutating func moveLine() {
    let from = line()
    let text = Array(bytes[from])
    bytes.removeSubrange(from)
    bytes.insert(contentsOf: text, at: line().lowerBound)
  }

  private mutating func removeLine() { bytes.removeSubrange(line()) }

  private mutating func indentLine() {
    let start = line().lowerBound
    if below(2) == 0, start < bytes.count, bytes[start] == 0x20 {
      bytes.remove(at: start)
    } else {
      bytes.insert(contentsOf: Array(repeating: 0x20, count: 1 + below(4)), at: start)
    }
  }

  private mutating func insertLine(_ text: String) {
    bytes.insert(contentsOf: (text + "\n").utf8, at: below(3) == 0 ? 0 : line().lowerBound)
  }

  /// Often twice, sometimes as often as fits; then with a number, so that keys differ.
  private mutating func repeatLines(limit: Int) {
    let range = line()
    let text = Array(bytes[range])
    let most = max(1, (limit - min(bytes.count, limit)) / max(text.count + 6, 1))
    let count = below(4) == 0 ? below(most) : 1 + below(3)
    let isNumbered = below(2) == 0
    let place = text.firstIndex(of: UInt8(ascii: ":")) ?? 0
    var all: [UInt8] = []
    for number in 0..<count {
      all += isNumbered ? text[..<place] + Array("\(number)".utf8) + text[place...] : text[...]
    }
    bytes.insert(contentsOf: all, at: range.upperBound)
  }

  private mutating func repeatPiece(limit: Int) {
    let piece = Array(pick(HostileText.pieces + HostileText.repeated).utf8)
    let count = min(1 << below(18), (limit - min(bytes.count, limit)) / piece.count)
    let all = Array(repeatElement(piece, count: max(count, 0)).joined())
    bytes.insert(contentsOf: all, at: below(bytes.count + 1))
  }

  // MARK: - Structure

  /// The beginning of this text and the end of another.
  private mutating func splice() {
    let other = seeds.files[below(seeds.files.count)].bytes
    let end = line().lowerBound
    let start = below(other.count)
    let from = other[start...].firstIndex(of: 0x0a).map { $0 + 1 } ?? other.count
    bytes = Array(bytes[..<end] + other[from...])
  }

  /// Puts a value inside many brackets.
  private mutating func nest() {
    let (open, close) = [("[", "]"), ("{a: ", "}"), ("{TimeDistributed: {layer: ", "}}")][below(3)]
    let count = below(2) == 0 ? below(70) : 1 << below(16)
    let start = below(bytes.count)
    guard let colon = bytes[start...].firstIndex(of: UInt8(ascii: ":")) else { return }
    let end = bytes[colon...].firstIndex(of: 0x0a) ?? bytes.count
    let isClosed = below(4) > 0
    bytes.insert(
      contentsOf: String(repeating: isClosed ? close : "", count: count).utf8, at: end)
    bytes.insert(contentsOf: (" " + String(repeating: open, count: count)).utf8, at: colon + 1)
  }

  /// Puts an anchor behind one colon and an alias, or a merge, somewhere else.
  private mutating func reference() {
    let name = "x\(below(3))"
    for text in ["&\(name) ", "*\(name) ", "{<<: *\(name)} ", "{<<: [*\(name), *\(name)]} "]
    where below(2) == 0 {
      let start = below(bytes.count)
      guard let colon = bytes[start...].firstIndex(of: UInt8(ascii: ":")) else { continue }
      bytes.insert(contentsOf: (" " + text).utf8, at: colon + 1)
    }
  }
}
