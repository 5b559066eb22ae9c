import Files
import YAML

/// One combination of a matrix's values.
struct MatrixPoint: Sendable {
  /// One value with the key that it is for.
  struct Setting: Sendable {
    let name: String
    let keyRange: SourceRange
    let value: Node
    /// The keys that the value is a name for; nil where it is the key's own.
    var named: [Override]?

    /// What it replaces in the experiment.
    var overrides: [Override] {
      named ?? [Override(key: name, keyRange: keyRange, value: value)]
    }
  }

  let settings: [Setting]

  /// The values, as people read them and as the folder of the reports is called:
  /// `length=5,training.optimizer=Adam`. It follows from the values alone, and other values have
  /// another: what people read is used where it can be read back in one way only, else the
  /// beginning of it and a hash of all that was written.
  package var identity: String {
    let settings = settings.map { (name: $0.name, value: PointValue($0.value)) }
    if let plain = Self.plain(settings), plain.utf8.count <= Self.longest { return plain }
    let canonical = settings.map { PointValue.quoted($0.name) + "=" + $0.value.canonical }
      .joined(separator: ",")
    let hash = SHA256.text(of: Array(canonical.utf8)).dropFirst("sha256:".count)
      .prefix(Self.hashLength)
    let readable = settings.map { "\($0.name)=\($0.value.readable)" }.joined(separator: ",")
    let start = String(
      String.UnicodeScalarView(
        readable.unicodeScalars.prefix(Self.longest - Self.hashLength - 1).map { Self.safe($0) }))
    return start + "~" + hash
  }

  /// Bytes that every file system takes as one name.
  private static let longest = 120
  /// Hexadecimal digits of SHA-256, 128 bits: nobody finds two values with the same.
  private static let hashLength = 32

  /// The settings as `name=value,name=value`; nil where that could be read in another way, too.
  private static func plain(_ settings: [(name: String, value: PointValue)]) -> String? {
    var parts: [String] = []
    for setting in settings {
      guard PointValue.isPlain(setting.name, besides: "."), let value = setting.value.plain else {
        return nil
      }
      parts.append("\(setting.name)=\(value)")
    }
    return parts.joined(separator: ",")
  }

  private static func safe(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    PointValue.isPlain(String(scalar), besides: "=,.-+") ? scalar : "_"
  }
}
