/// An encoding other than UTF-8 that a byte order mark gives away.
package enum ForeignEncoding: Sendable, Hashable {
  case utf16LittleEndian
  case utf16BigEndian
  case utf32LittleEndian
  case utf32BigEndian

  /// The encoding that the first bytes name.
  init?(byteOrderMarkOf bytes: [UInt8]) {
    // UTF-32 first: its little-endian mark starts with that of UTF-16.
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) {
      self = .utf32LittleEndian
    } else if bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      self = .utf32BigEndian
    } else if bytes.starts(with: [0xFF, 0xFE]) {
      self = .utf16LittleEndian
    } else if bytes.starts(with: [0xFE, 0xFF]) {
      self = .utf16BigEndian
    } else {
      return nil
    }
  }
}
