package import Files

/// A file in the making that is compared with one that stands in a folder, while it is made.
package final class ComparedFile: ResultFile {
  let name: String
  private let path: String
  /// Nil where there is none that can be read.
  private let committed: RegularFile?
  /// How many bytes were the same so far.
  private var offset = 0
  private var line = 1
  /// Where the line begins, in bytes.
  private var lineStart = 0
  private var hash = SHA256()
  private var pending: [UInt8] = []
  /// The new bytes of the first line that differs, once it is known.
  private var differing: [UInt8]?

  /// Bytes that are compared at a time.
  private static let piece = 1 << 16
  /// More of a line is not shown.
  private static let shownBytes = 400

  init(_ name: String, at path: String) {
    self.name = name
    self.path = path
    committed = try? RegularFile(CheckedPath.named(path))
  }

  package func append(_ text: String) throws(FileProblem) {
    try append(Array(text.utf8))
  }

  /// Adds bytes at the end.
  func append(_ bytes: [UInt8]) throws(FileProblem) {
    pending.append(contentsOf: bytes)
    if pending.count >= Self.piece { try compare() }
  }

  package func finish() throws(FileProblem) -> String {
    try compare()
    return hash.finish()
  }

  private func compare() throws(FileProblem) {
    hash.update(pending)
    defer { pending.removeAll(keepingCapacity: true) }
    if differing != nil {
      keep(pending[...])
      return
    }
    guard let committed else { return }
    let count = min(pending.count, committed.size - offset)
    let old = count > 0 ? try committed.bytes(at: offset, count: count) : []
    let equal = old[...] == pending[..<count] ? count : zip(old, pending).prefix { $0 == $1 }.count
    for index in 0..<equal where pending[index] == UInt8(ascii: "\n") {
      line += 1
      lineStart = offset + index + 1
    }
    offset += equal
    guard equal < pending.count else { return }
    // What is the same at the beginning of the line stands in the committed file.
    differing = try committed.bytes(at: lineStart, count: offset - lineStart)
    keep(pending[equal...])
  }

  /// Keeps the new bytes up to the end of the line.
  private func keep(_ bytes: ArraySlice<UInt8>) {
    guard let known = differing, known.count < Self.shownBytes,
      !known.contains(UInt8(ascii: "\n"))
    else { return }
    differing = known + bytes.prefix(Self.shownBytes)
  }

  /// How the committed file differs; nil where it has the same bytes. The file is finished.
  func difference() throws(FileProblem) -> ResultDifference? {
    guard let committed else { return ResultDifference(.missing, in: path) }
    guard differing != nil || offset < committed.size else { return nil }
    let rest = min(committed.size - lineStart, Self.shownBytes)
    let old = rest > 0 ? try committed.bytes(at: lineStart, count: rest) : []
    var new = differing
    if new == nil, offset > lineStart {
      new = try committed.bytes(at: lineStart, count: offset - lineStart)
    }
    return ResultDifference(
      .wrong(
        ResultDifference.Place(
          line: line, committed: Self.firstLine(old), now: Self.firstLine(new ?? []))),
      in: path)
  }

  private static func firstLine(_ bytes: [UInt8]) -> String? {
    bytes.isEmpty
      ? nil : String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
}
