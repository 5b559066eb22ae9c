import Documents
import Schemas
import YAML

/// A value of a matrix as text: as people read it, and so that no other value has the same.
struct PointValue {
  private let node: Node

  init(_ node: Node) {
    self.node = node
  }

  /// The value in letters that suit a folder's name: `0.1`, `1+2+3`, `SGD.learning_rate=0.1`. Two
  /// values may have the same.
  var readable: String { Self.readable(node) }

  /// The readable text where it can be read back in one way only: a scalar; a list of two scalars
  /// or more; a choice whose arguments are scalars. A scalar has no `=`, `+` or `,`; only a choice
  /// has a `=`; only a list has a `+` without it.
  var plain: String? {
    switch node.content {
    case .scalar(let scalar): Self.isPlainScalar(scalar) ? scalar.text : nil
    case .sequence(let items):
      items.count > 1 && items.allSatisfy { Self.isPlainScalar($0) } ? readable : nil
    case .mapping(let entries):
      if let choice = entries.first, entries.count == 1, Self.isPlain(choice.name, besides: ""),
        case .mapping(let arguments) = choice.value.content, !arguments.isEmpty,
        arguments.allSatisfy({
          Self.isPlain($0.name, besides: "") && Self.isPlainScalar($0.value)
        })
      {
        readable
      } else {
        nil
      }
    }
  }

  /// The value as JSON-like text, which no other value has. Whether a scalar has quotes does not
  /// tell values apart: its key decides what it is read as.
  var canonical: String { Self.canonical(node) }

  /// The value as text, the same for values that say the same: `0.01` and `1e-2` are one number, and the
  /// keys of a mapping have no order.
  var typed: String { Self.typed(AnyData(node).value) }

  /// A value that was read, as `typed` has it. Quotes do not tell texts apart, since a key decides what it
  /// reads.
  static func typed(_ value: DataValue) -> String {
    switch value {
    case .null: quoted("null")
    case .boolean(let isTrue): quoted(isTrue ? "true" : "false")
    case .integer(let number): quoted(Double.spell(Double(number)))
    case .float(let number): quoted(Double.spell(Double(number)))
    case .double(let number): quoted(Double.spell(number == 0 ? 0 : number))
    case .string(let text): quoted(text)
    case .list(let items): "[" + items.map { typed($0) }.joined(separator: ",") + "]"
    case .mapping(let members):
      "{"
        + members.map { quoted($0.name) + ":" + typed($0.value) }.sorted().joined(separator: ",")
        + "}"
    }
  }

  /// Whether a text has only letters of ASCII, digits, `_` and the characters of `others`, and at
  /// least one of them.
  static func isPlain(_ text: String, besides others: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
          true
        default: others.utf8.contains(byte)
        }
      }
  }

  /// A text in quotes, those in it and backslashes escaped.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { result.unicodeScalars.append("\\") }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }

  private static func isPlainScalar(_ node: Node) -> Bool {
    if case .scalar(let scalar) = node.content { isPlainScalar(scalar) } else { false }
  }

  private static func isPlainScalar(_ scalar: Scalar) -> Bool {
    isPlain(scalar.text, besides: ".-")
  }

  private static func readable(_ node: Node) -> String {
    switch node.content {
    case .scalar(let scalar): scalar.text
    case .sequence(let items): items.map { readable($0) }.joined(separator: "+")
    case .mapping(let entries):
      entries.map { entry in
        switch entry.value.content {
        case .scalar(let scalar) where scalar.text.isEmpty: entry.name
        case .scalar: "\(entry.name)=\(readable(entry.value))"
        default: "\(entry.name).\(readable(entry.value))"
        }
      }.joined(separator: "+")
    }
  }

  private static func canonical(_ node: Node) -> String {
    switch node.content {
    case .scalar(let scalar): quoted(scalar.text)
    case .sequence(let items): "[" + items.map { canonical($0) }.joined(separator: ",") + "]"
    case .mapping(let entries):
      "{" + entries.map { quoted($0.name) + ":" + canonical($0.value) }.joined(separator: ",") + "}"
    }
  }
}
