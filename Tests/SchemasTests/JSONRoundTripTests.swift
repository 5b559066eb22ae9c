import Documents
import Schemas
import TestSupport
import Testing
import YAML

/// What is written as JSON is read back as it was.
@Suite struct JSONRoundTripTests {
  @Test func `data that is written is read back, numbers to the bit`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("JSONRoundTripTests: seed \(seed)")
    var random = TestRandom(seed: seed)
    for round in 0..<3000 {
      let value = Self.value(depth: Int.random(in: 0...5, using: &random), &random)
      let text = JSONText.text(of: value)
      let result = JSONParser.parse(Source(name: "data", bytes: Array(text.utf8)))
      let root = try #require(
        result.root, "seed \(seed), round \(round): \(text) \(result.problems)")
      var decoder = Decoder(readsFormulas: false)
      let read = try #require(AnyData.decode(root, .none, &decoder)).value
      #expect(Self.isSame(read, value), "seed \(seed), round \(round): \(text)")
    }
  }

  /// Written by hand: the round trip alone would not show two faults that undo each other.
  @Test func `numbers and words have the types that JSON gives them`() throws {
    let text =
      #"[0, -7, 9223372036854775807, 9223372036854775808, 1.0, 1e2, -0.0, 5e-324, "1", "true", null, true]"#
    let root = try #require(
      JSONParser.parse(Source(name: "data", bytes: Array(text.utf8))).root)
    var decoder = Decoder(readsFormulas: false)
    let expected: [DataValue] = [
      .integer(0), .integer(-7), .integer(.max), .double(9_223_372_036_854_775_808), .double(1),
      .double(100), .double(-0.0), .double(.leastNonzeroMagnitude), .string("1"), .string("true"),
      .null, .boolean(true),
    ]
    let read = try #require(AnyData.decode(root, .none, &decoder)).value
    #expect(Self.isSame(read, .list(expected)))
  }

  // MARK: Random data

  private static let characters: [Unicode.Scalar] = [
    "a", "B", "7", " ", "\"", "\\", "/", "\n", "\r", "\t", "\0", "\u{1}", "\u{1f}", "\u{7f}",
    "\u{85}",
    "é", "😀", "\u{2028}", "\u{feff}", "\u{ffff}", "\u{10ffff}", "{", "]", ":", ",", "#", "~", "=",
  ]
  private static let texts = [
    "", "null", "true", "~", "1", "1.5", "1e5", "-", "NaN", ".inf", "0x1",
  ]
  private static let doubles: [Double] = [
    0, -0.0, 1, 0.1, 1e16, 1e17, 1e-5, 123_456_789, .leastNonzeroMagnitude, .leastNormalMagnitude,
    .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 9_007_199_254_740_994, 1 / 3,
  ]
  private static let integers = [0, 1, -1, 10, Int.max, Int.min, 1 << 53 + 1]

  private static func value(depth: Int, _ random: inout TestRandom) -> DataValue {
    switch Int.random(in: 0..<(depth == 0 ? 5 : 8), using: &random) {
    case 0: return .null
    case 1: return .boolean(Bool.random(using: &random))
    case 2:
      return .integer(
        Bool.random(using: &random)
          ? integers.randomElement(using: &random) ?? 0
          : Int(truncatingIfNeeded: random.next()) >> Int.random(in: 0..<64, using: &random))
    case 3:
      let any = Double(bitPattern: random.next())
      let isAny = any.isFinite && Bool.random(using: &random)
      return .double(isAny ? any : doubles.randomElement(using: &random) ?? 0)
    case 4: return .string(text(&random))
    case 5, 6:
      return .list(
        (0..<Int.random(in: 0...5, using: &random)).map { _ in value(depth: depth - 1, &random) })
    default:
      var names: Set<String> = []
      let members = (0..<Int.random(in: 0...5, using: &random)).compactMap { _ in
        let name = text(&random)
        return names.insert(name).inserted
          ? DataValue.Member(name, value(depth: depth - 1, &random)) : nil
      }
      return .mapping(members)
    }
  }

  private static func text(_ random: inout TestRandom) -> String {
    if Int.random(in: 0..<4, using: &random) == 0 {
      return texts.randomElement(using: &random) ?? ""
    }
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...30, using: &random) {
      text.append(characters.randomElement(using: &random) ?? "a")
    }
    return String(text)
  }

  /// Equality of bits and bytes: −0 is not 0, and no two spellings of a character are the same.
  private static func isSame(_ a: DataValue, _ b: DataValue) -> Bool {
    switch (a, b) {
    case (.double(let a), .double(let b)): a.bitPattern == b.bitPattern
    case (.string(let a), .string(let b)): Array(a.utf8) == Array(b.utf8)
    case (.list(let a), .list(let b)):
      a.count == b.count && zip(a, b).allSatisfy { isSame($0, $1) }
    case (.mapping(let a), .mapping(let b)):
      a.count == b.count
        && zip(a, b).allSatisfy {
          Array($0.name.utf8) == Array($1.name.utf8) && isSame($0.value, $1.value)
        }
    default: a == b
    }
  }
}
