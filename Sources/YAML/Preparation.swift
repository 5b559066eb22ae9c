/// A text made ready for libyaml, character for character, so that its indices stay true.
///
/// - Directives that libyaml would stop at become comments and are reported here.
/// - Characters that end lines for libyaml but not in YAML 1.2 (U+0085, U+2028, U+2029) become
///   noncharacters that no text holds; `restore` brings them back.
struct Preparation {
  private(set) var bytes: [UInt8]
  private(set) var problems: [SyntaxProblem] = []

  /// The one at index i becomes U+FDD0 + i.
  private static let oldLineBreaks: [Unicode.Scalar] = ["\u{85}", "\u{2028}", "\u{2029}"]

  /// Stops looking for directives after `problemLimit` problems.
  init(_ text: TextMap, problemLimit: Int) {
    let start = text.source.byteOrderMarkLength
    bytes = Array(text.source.bytes[start...])
    for place in Self.directives(text) where problems.count < problemLimit {
      if let problem = Self.check(TextLine(text, at: place), in: text) {
        problems.append(problem)
        bytes[place.offset - start] = UInt8(ascii: "#")
      }
    }
    if text.hasOldLineBreaks {
      var result: [UInt8] = []
      for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
        if let index = Self.oldLineBreaks.firstIndex(of: scalar) {
          // U+FDD0 in UTF-8; a literal may not hold a noncharacter.
          result.append(contentsOf: [0xEF, 0xB7, 0x90 + UInt8(index)])
        } else {
          result.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
        }
      }
      bytes = result
    }
  }

  /// Undoes the substitution in a scalar. Only for texts with old line breaks: an escape such as
  /// `\uFDD0` in any other stays what it is.
  static func restore(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isSubstitute = (0xFDD0..<0xFDD3).contains(scalar.value)
      result.append(isSubstitute ? Self.oldLineBreaks[Int(scalar.value - 0xFDD0)] : scalar)
    }
    return String(result)
  }

  /// Where directives start: lines that start with `%`, before the first line of content.
  private static func directives(_ text: TextMap) -> [SourcePosition] {
    text.source.bytes.withUnsafeBufferPointer { bytes in
      var result: [SourcePosition] = []
      var offset = text.source.byteOrderMarkLength
      var lineStart = offset
      var line = 1
      var isSkipped = false
      while offset < bytes.count {
        let byte = bytes[offset]
        if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
          let isPair =
            byte == UInt8(ascii: "\r") && offset + 1 < bytes.count
            && bytes[offset + 1] == UInt8(ascii: "\n")
          offset += isPair ? 2 : 1
          lineStart = offset
          line += 1
          isSkipped = false
          continue
        }
        if byte == UInt8(ascii: "%"), offset == lineStart {
          result.append(SourcePosition(line: line, column: 1, offset: offset))
          isSkipped = true
        } else if byte == UInt8(ascii: "#") {
          isSkipped = true
        } else if !isSkipped, !TextLine.isBlank(byte) {
          break
        }
        offset += 1
      }
      return result
    }
  }

  private static func check(_ line: TextLine, in text: TextMap) -> SyntaxProblem? {
    let words = text.text(line.content).dropFirst().split { $0 == " " || $0 == "\t" }
    let name = words.first.map { String($0) } ?? ""
    guard name == "YAML" else {
      return SyntaxProblem(kind: .unknownDirective(name), range: line.content)
    }
    let version = words.dropFirst().joined(separator: " ")
    if version == "1.1" || version == "1.2" { return nil }
    return SyntaxProblem(kind: .unsupportedVersion(version), range: line.content)
  }
}
