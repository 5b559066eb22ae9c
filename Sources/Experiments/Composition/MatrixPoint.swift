import Files
import YAML

/// One combination of a matrix's values.
struct MatrixPoint: Sendable {
  /// One value with the key that it is for.
  struct Setting: Sendable {
    let name: String
    let keyRange: SourceRange
    let value: Node
  }

  let settings: [Setting]

  /// The values, as people read them and as the folder of the reports is called:
  /// `length=5,training.optimizer=Adam`. It follows from the values alone.
  var identity: String {
    let text = settings.map { "\($0.name)=\($0.value.compactText)" }.joined(separator: ",")
    let safe = String(String.UnicodeScalarView(text.unicodeScalars.map { Self.safe($0) }))
    if safe == text && text.utf8.count <= Self.longest { return text }
    // What does not fit a folder's name is told apart by a hash of all of it.
    let hash = String(SHA256.text(of: Array(text.utf8)).dropFirst("sha256:".count).prefix(8))
    return String(safe.prefix(Self.longest - hash.count - 1)) + "~" + hash
  }

  /// Bytes that every file system takes as one name.
  private static let longest = 120

  private static func safe(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let isLetter = scalar.isASCII && scalar.properties.isAlphabetic
    let isDigit = scalar.value >= 0x30 && scalar.value <= 0x39
    return isLetter || isDigit || "=,._-+".unicodeScalars.contains(scalar) ? scalar : "_"
  }
}

extension Node {
  /// The node in letters that suit a folder's name: `SGD.learning_rate=0.1+momentum=0.9`.
  fileprivate var compactText: String {
    switch content {
    case .scalar(let scalar): scalar.text
    case .sequence(let items): items.map { $0.compactText }.joined(separator: "+")
    case .mapping(let entries):
      entries.map { entry in
        switch entry.value.content {
        case .scalar(let scalar) where scalar.text.isEmpty: entry.name
        case .scalar: "\(entry.name)=\(entry.value.compactText)"
        default: "\(entry.name).\(entry.value.compactText)"
        }
      }.joined(separator: "+")
    }
  }
}
