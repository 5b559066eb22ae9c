import Schemas
import Testing

/// What is read where a number, an integer, a boolean or a text is expected: YAML 1.2's core schema
/// (yaml.org/spec/1.2.2, section 10.3.2), decided by the type that the key expects.
@Suite struct ScalarTests {
  /// One scalar and what it is as each type; nil where it is a problem.
  struct Row: CustomStringConvertible, Sendable {
    let text: String
    let number: Double?
    let integer: Int?
    let boolean: Bool?
    let string: String?

    init(
      _ text: String, number: Double? = nil, integer: Int? = nil, boolean: Bool? = nil,
      string: String? = nil
    ) {
      self.text = text
      self.number = number
      self.integer = integer
      self.boolean = boolean
      self.string = string
    }

    var description: String { text.isEmpty ? "(nothing)" : text }
  }

  static let rows = [
    Row("5", number: 5, integer: 5, string: "5"),
    Row("0", number: 0, integer: 0, string: "0"),
    Row("-0", number: 0, integer: 0, string: "-0"),
    Row("+3", number: 3, integer: 3, string: "+3"),
    Row("-7", number: -7, integer: -7, string: "-7"),
    Row("010", number: 10, integer: 10, string: "010"),
    Row("0o10", number: 8, integer: 8, string: "0o10"),
    Row("0o18", string: "0o18"),
    Row("0x1F", number: 31, integer: 31, string: "0x1F"),
    Row("0x", string: "0x"),
    Row("-0x1F", string: "-0x1F"),
    Row("0b11", string: "0b11"),
    Row("1e-3", number: 0.001, string: "1e-3"),
    Row("1e3", number: 1000, integer: 1000, string: "1e3"),
    Row("1E+3", number: 1000, integer: 1000, string: "1E+3"),
    Row("1e", string: "1e"),
    Row(".5", number: 0.5, string: ".5"),
    Row("5.", number: 5, integer: 5, string: "5."),
    Row("-.5e1", number: -5, integer: -5, string: "-.5e1"),
    Row("2.5", number: 2.5, string: "2.5"),
    Row("5.0", number: 5, integer: 5, string: "5.0"),
    Row(".", string: "."),
    Row("1.2.3", string: "1.2.3"),
    Row("1_000", string: "1_000"),
    Row("1,5", string: "1,5"),
    Row("12:30:45", string: "12:30:45"),
    Row("2026-01-01", string: "2026-01-01"),
    Row("١", string: "١"),
    Row(".inf", string: ".inf"),
    Row("-.Inf", string: "-.Inf"),
    Row(".nan", string: ".nan"),
    Row("inf", string: "inf"),
    Row("nan", string: "nan"),
    Row("infinity", string: "infinity"),
    Row("1e400", string: "1e400"),
    Row("1e-400", number: 0, integer: 0, string: "1e-400"),
    Row("9007199254740992", number: 0x1p53, integer: 1 << 53, string: "9007199254740992"),
    Row("9007199254740993", number: 0x1p53, string: "9007199254740993"),
    Row("-9007199254740993", number: -0x1p53, string: "-9007199254740993"),
    Row("9223372036854775808", number: 0x1p63, string: "9223372036854775808"),
    Row("1e18", number: 1e18, string: "1e18"),
    Row("true", boolean: true, string: "true"),
    Row("True", boolean: true, string: "True"),
    Row("TRUE", boolean: true, string: "TRUE"),
    Row("false", boolean: false, string: "false"),
    Row("tRUE", string: "tRUE"),
    Row("no", string: "no"),
    Row("yes", string: "yes"),
    Row("on", string: "on"),
    Row("off", string: "off"),
    Row("y", string: "y"),
    Row("~"),
    Row("null"),
    Row("NULL"),
    Row("nULL", string: "nULL"),
    Row(""),
    Row("\"\"", string: ""),
    Row("\"5\"", string: "5"),
    Row("'5'", string: "5"),
    Row("\"true\"", string: "true"),
    Row("\"null\"", string: "null"),
    Row("'~'", string: "~"),
    Row("!!str 5", string: "5"),
    Row("=2 * 3", number: 6, integer: 6, string: "=2 * 3"),
    Row("\"=2 * 3\"", number: 6, integer: 6, string: "=2 * 3"),
    Row("=5 / 2", number: 2.5, string: "=5 / 2"),
    Row("=2^53 + 2", number: 0x1p53 + 2, string: "=2^53 + 2"),
    Row("[1]"),
    Row("{a: 1}"),
    Row("|\n  5\n", string: "5\n"),
  ]

  /// The value of `key: …`, so that a scalar may be empty.
  private struct Holder<Value: SchemaValue & Defaulted>: Configurable {
    static var title: String { "holder" }
    static var summary: String { "One value." }
    static var keys: [Key<Self>] { [.required("key", \.value, "The value.")] }
    var value = Value.standard
    init() {}
  }

  @Test(arguments: rows) func `is read as a number`(row: Row) {
    #expect(Decoding("key: \(row.text)", as: Holder<Double>.self).value?.value == row.number)
  }

  @Test(arguments: rows) func `is read as an integer`(row: Row) {
    #expect(Decoding("key: \(row.text)", as: Holder<Int>.self).value?.value == row.integer)
  }

  @Test(arguments: rows) func `is read as a boolean`(row: Row) {
    #expect(Decoding("key: \(row.text)", as: Holder<Bool>.self).value?.value == row.boolean)
  }

  @Test(arguments: rows) func `is read as a text`(row: Row) {
    #expect(Decoding("key: \(row.text)", as: Holder<String>.self).value?.value == row.string)
  }

  /// What is not read is told: there is never neither a value nor a problem.
  @Test(arguments: rows) func `is read or told`(row: Row) {
    let text = "key: \(row.text)"
    #expect(Decoding(text, as: Holder<Double>.self).problems.count == (row.number == nil ? 1 : 0))
    #expect(Decoding(text, as: Holder<Int>.self).problems.count == (row.integer == nil ? 1 : 0))
    #expect(Decoding(text, as: Holder<Bool>.self).problems.count == (row.boolean == nil ? 1 : 0))
    #expect(Decoding(text, as: Holder<String>.self).problems.count == (row.string == nil ? 1 : 0))
  }
}

/// A type with a value to start from.
private protocol Defaulted {
  static var standard: Self { get }
}

extension Double: Defaulted { fileprivate static var standard: Double { -1234.5 } }
extension Int: Defaulted { fileprivate static var standard: Int { -12345 } }
extension Bool: Defaulted { fileprivate static var standard: Bool { false } }
extension String: Defaulted { fileprivate static var standard: String { "unset" } }
