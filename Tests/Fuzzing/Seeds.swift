import FoundationEssentials

/// The files that cases begin with: the committed experiments and the corpus of bad ones.
package struct Seeds: Sendable {
  /// One file.
  package struct File: Sendable {
    package let bytes: [UInt8]
    /// The folder that the case is said to lie in, so that `extends` and weights lead somewhere.
    package let folder: String
  }

  package let files: [File]
  /// Every word and number of the files, each once, in order.
  package let words: [[UInt8]]

  private static let root =
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  package init() throws {
    var files: [File] = []
    for folder in ["experiments", "Tests/RunsTests/Corpus"] {
      let path = Self.root + "/" + folder
      let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
      for name in names where name.hasSuffix(".yaml") {
        let bytes = Array(try Data(contentsOf: URL(filePath: path + "/" + name)))
        files.append(File(bytes: bytes, folder: path))
      }
    }
    self.files = files
    let isPart = { (byte: UInt8) in
      byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || byte >= 0x30 && byte <= 0x39
        || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a
    }
    let all = Set(files.flatMap { $0.bytes.split { !isPart($0) }.map { Array($0) } })
    words = all.sorted { $0.lexicographicallyPrecedes($1) }
  }
}
