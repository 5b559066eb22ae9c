import Files

/// Goes through the records of a file of separated values (RFC 4180), which it reads piece by piece.
struct CSVScanner {
  /// One field of the record: its bytes without the quotes around it.
  struct Field {
    let range: Range<Int>
    /// Whether it stands in quotes.
    let isQuoted: Bool
    /// Whether quotes inside it are doubled.
    let hasEscapes: Bool
  }

  private let file: RegularFile
  /// As the experiment names the file.
  let name: String
  private let delimiter: UInt8
  private var offset = 0
  /// A stretch of the file.
  private(set) var bytes: [UInt8] = []
  /// Where the next record begins in `bytes`.
  private var next = 0
  /// Where the record begins in `bytes`.
  private(set) var start = 0
  /// The line of the record's beginning, from one.
  private(set) var line = 0
  private var nextLine = 1
  private(set) var fields: [Field] = []

  private static let piece = 1 << 20
  /// The most bytes of a record: a quote that is not closed would take the rest of the file.
  static let recordLimit = 1 << 22

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  init(_ file: RegularFile, named name: String, delimiter: UInt8) throws(DataError) {
    self.file = file
    self.name = name
    self.delimiter = delimiter
    try refill()
    if let encoding = Self.foreignEncoding(bytes) { throw .csv(.encoding(encoding), file: name) }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { next = 3 }
  }

  private static func foreignEncoding(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      return "UTF-32"
    }
    return bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) ? "UTF-16" : nil
  }

  /// The place of a byte of the record.
  func place(_ index: Int) -> CSVProblem.Place {
    let before = bytes[start..<min(index, bytes.count)]
    let lines = before.reduce(0) { $0 + ($1 == Self.lineFeed ? 1 : 0) }
    let column = index - (before.lastIndex(of: Self.lineFeed).map { $0 + 1 } ?? start) + 1
    return CSVProblem.Place(line: line + lines, column: column)
  }

  /// Whether the record begins with these bytes.
  func begins(with prefix: [UInt8]) -> Bool {
    bytes[start...].starts(with: prefix)
  }

  /// The bytes of a field, doubled quotes made one.
  func content(_ field: Field) -> [UInt8] {
    guard field.hasEscapes else { return Array(bytes[field.range]) }
    var content: [UInt8] = []
    var isSecond = false
    for byte in bytes[field.range] {
      isSecond = byte == Self.quote && !isSecond
      if !isSecond { content.append(byte) }
    }
    return content
  }

  /// Goes on to the next record.
  ///
  /// - Parameter comment: what a line begins with that is no record
  /// - Returns: false at the end of the file
  mutating func advance(commentedBy comment: [UInt8]?) throws(DataError) -> Bool {
    while true {
      start = next
      line = nextLine
      fields.removeAll(keepingCapacity: true)
      if start == bytes.count, offset == file.size { return false }
      let isComment =
        comment.map { bytes.count - start >= $0.count && begins(with: $0) } ?? false
      if isComment ? scanLine() : try scan() {
        if isComment { continue }
        return true
      }
      guard bytes.count - start <= Self.recordLimit else {
        throw .csv(openQuote() ?? .longRow(place(start), limit: Self.recordLimit), file: name)
      }
      try refill()
    }
  }

  private var isAtEnd: Bool { offset == file.size }

  /// Reads on behind what is not yet used.
  private mutating func refill() throws(DataError) {
    do throws(FileProblem) {
      bytes.removeFirst(start)
      (next, start) = (0, 0)
      let count = min(Self.piece, file.size - offset)
      bytes += try file.bytes(at: offset, count: count)
      offset += count
      if isAtEnd { try file.checkUnchanged() }
    } catch {
      throw .file(error, file: name)
    }
  }

  /// Goes to the end of the line; false where more must be read.
  private mutating func scanLine() -> Bool {
    guard let end = bytes[start...].firstIndex(of: Self.lineFeed) else {
      next = bytes.count
      return isAtEnd
    }
    next = end + 1
    nextLine += 1
    return true
  }

  /// Finds the fields of the record at `start`; false where more must be read.
  private mutating func scan() throws(DataError) -> Bool {
    var index = start
    // What is read does not change here: a copy of the reference saves looking it up for every byte.
    let bytes = bytes
    let count = bytes.count
    let separator = delimiter
    // A record that did not fit before is gone through again.
    nextLine = line
    while true {
      let first = index
      if index < count, bytes[index] == Self.quote {
        guard let field = try quotedField(at: &index) else { return false }
        fields.append(field)
      } else {
        while index < count {
          let byte = bytes[index]
          if byte == separator { break }
          if byte <= Self.lineFeed {
            if byte == Self.lineFeed { break }
            if byte == 0 { throw .csv(.nul(place(index)), file: name) }
          }
          index += 1
        }
        guard index < count || isAtEnd else {
          fields.removeAll(keepingCapacity: true)
          return false
        }
        let isLast = index == count || bytes[index] == Self.lineFeed
        let end =
          isLast && index > first && bytes[index - 1] == Self.carriageReturn ? index - 1 : index
        fields.append(Field(range: first..<end, isQuoted: false, hasEscapes: false))
      }
      guard index < count else { break }
      index += 1
      if bytes[index - 1] == Self.lineFeed {
        nextLine += 1
        break
      }
    }
    next = index
    return true
  }

  /// A field in quotes; `index` then stands at what follows it. Nil where more must be read.
  private mutating func quotedField(at index: inout Int) throws(DataError) -> Field? {
    let first = index + 1
    var end = first
    var (hasEscapes, lines) = (false, 0)
    while true {
      guard end < bytes.count else {
        if isAtEnd { throw .csv(.openQuote(place(index)), file: name) }
        fields.removeAll(keepingCapacity: true)
        return nil
      }
      let byte = bytes[end]
      if byte == Self.quote {
        guard end + 1 < bytes.count || isAtEnd else {
          fields.removeAll(keepingCapacity: true)
          return nil
        }
        guard end + 1 < bytes.count, bytes[end + 1] == Self.quote else { break }
        hasEscapes = true
        end += 2
        continue
      }
      if byte == 0 { throw .csv(.nul(place(end)), file: name) }
      if byte == Self.lineFeed { lines += 1 }
      end += 1
    }
    var after = end + 1
    if after < bytes.count, bytes[after] == Self.carriageReturn {
      guard after + 1 < bytes.count || isAtEnd else {
        fields.removeAll(keepingCapacity: true)
        return nil
      }
      if after + 1 == bytes.count || bytes[after + 1] == Self.lineFeed { after += 1 }
    }
    if after < bytes.count, bytes[after] != delimiter, bytes[after] != Self.lineFeed {
      throw .csv(.afterQuote(place(after)), file: name)
    }
    nextLine += lines
    index = after
    return Field(range: first..<end, isQuoted: true, hasEscapes: hasEscapes)
  }

  /// The quote at the beginning of a field that takes the rest of what was read, if one does.
  private func openQuote() -> CSVProblem? {
    guard let last = bytes[start...].firstIndex(of: Self.quote) else { return nil }
    return .openQuote(place(last))
  }
}
