package import Files
package import Graphs
import YAML

/// A file in the safetensors format: the length of a header, a JSON header, and the numbers, whose
/// places must cover the rest of the file without a hole and without an overlap.
///
/// - Source: https://huggingface.co/docs/safetensors, "Format"
package struct Safetensors: Sendable {
  /// Where a tensor's numbers stand.
  package struct Entry: Sendable, Hashable {
    package let name: String
    /// As the header names it: `F32`.
    package let type: String
    package let shape: Shape
    /// In bytes, from the end of the header.
    let range: Range<Int>
  }

  /// In the order of the header.
  package let entries: [Entry]
  private let file: RegularFile
  /// Where the numbers begin.
  private let start: Int

  /// The largest header that the format's own library reads, in bytes.
  private static let headerLimit = 100_000_000
  /// A header names each tensor with some eight values.
  private static let limits = Limits(
    fileSize: headerLimit, depth: 8, nodes: 10_000_000, problems: 1)
  /// The format's types with their widths in bytes; those of less than a byte are left out.
  private static let widths = [
    "BOOL": 1, "U8": 1, "I8": 1, "F8_E5M2": 1, "F8_E4M3": 1, "I16": 2, "U16": 2, "F16": 2,
    "BF16": 2, "I32": 4, "U32": 4, "F32": 4, "F64": 8, "I64": 8, "U64": 8,
  ]

  /// Opens a file and reads its header; no number is read.
  package init(_ path: CheckedPath) throws(WeightsProblem) {
    let file: RegularFile
    do throws(FileProblem) { file = try RegularFile(path) } catch { throw .unreadable(error) }
    try self.init(file)
  }

  /// Reads the header of an open file.
  package init(_ file: RegularFile) throws(WeightsProblem) {
    self.file = file
    let size = file.size
    guard size >= 8 else { throw .malformed("it has fewer than 8 bytes") }
    let length = try Self.bytes(of: file, at: 0, count: 8).reversed()
      .reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(size - 8) else { throw .malformed("its header is longer than the file") }
    guard length <= UInt64(Self.headerLimit) else {
      throw .malformed("its header has more than \(Self.headerLimit) bytes")
    }
    start = 8 + Int(length)
    entries = try Self.entries(
      of: try Self.bytes(of: file, at: 8, count: Int(length)), dataSize: size - start)
  }

  /// The numbers of a tensor, row-major; F64 is rounded to float32.
  ///
  /// - Throws: `numberType` for another type than F32 and F64
  package func tensor(_ entry: Entry) throws(WeightsProblem) -> Tensor {
    guard entry.type == "F32" || entry.type == "F64" else {
      throw .numberType(tensor: entry.name, type: entry.type)
    }
    let bytes = try Self.bytes(
      of: file, at: start + entry.range.lowerBound, count: entry.range.count)
    let values = bytes.withUnsafeBytes { bytes in
      entry.type == "F32"
        ? (0..<bytes.count / 4).map { index in
          let bits = bytes.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)
          return Float(bitPattern: UInt32(littleEndian: bits))
        }
        : (0..<bytes.count / 8).map { index in
          let bits = bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)
          return Float(Double(bitPattern: UInt64(littleEndian: bits)))
        }
    }
    return Tensor(entry.shape, values)
  }

  /// The digest of the whole file's bytes, as reports write it.
  package func digest() throws(WeightsProblem) -> String {
    var hash = SHA256()
    do throws(FileProblem) {
      try file.eachPiece { hash.update($0) }
      try file.checkUnchanged()
    } catch {
      throw .unreadable(error)
    }
    return hash.finish()
  }

  private static func bytes(
    of file: RegularFile, at offset: Int, count: Int
  ) throws(WeightsProblem) -> [UInt8] {
    do throws(FileProblem) {
      return try file.bytes(at: offset, count: count)
    } catch {
      throw .unreadable(error)
    }
  }

  // MARK: The header

  private static func entries(
    of header: [UInt8], dataSize: Int
  ) throws(WeightsProblem) -> [Entry] {
    guard header.first == UInt8(ascii: "{") else { throw .malformed("its header is not JSON") }
    let parsed = JSONParser.parse(Source(name: "header", bytes: header), limits: limits)
    guard let root = parsed.root, case .mapping(let members) = root.content else {
      if case .duplicateKey(let name)? = parsed.problems.first?.kind {
        throw .malformed("its header names `\(name)` twice")
      }
      throw .malformed("its header is not JSON")
    }
    var entries: [Entry] = []
    for member in members where member.name != "__metadata__" {
      entries.append(try entry(member))
    }
    var end = 0
    let inOrder = entries.sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    for entry in inOrder {
      guard entry.range.upperBound <= dataSize else {
        throw .malformed("it ends before the numbers of `\(entry.name)` do")
      }
      guard entry.range.lowerBound == end else {
        throw .malformed(
          entry.range.lowerBound < end
            ? "the numbers of `\(entry.name)` overlap those of another tensor"
            : "there are bytes before the numbers of `\(entry.name)` that belong to no tensor")
      }
      end = entry.range.upperBound
    }
    guard end == dataSize else {
      throw .malformed("\(dataSize - end) bytes at its end belong to no tensor")
    }
    return entries
  }

  private static func entry(_ member: Node.Entry) throws(WeightsProblem) -> Entry {
    let name = member.name
    guard case .mapping(let members) = member.value.content, members.count == 3,
      case .scalar(let type)? = members.first(where: { $0.name == "dtype" })?.value.content,
      !type.isPlain,
      let shape = integers(members.first { $0.name == "shape" }?.value),
      let offsets = integers(members.first { $0.name == "data_offsets" }?.value),
      offsets.count == 2, offsets[0] <= offsets[1]
    else { throw .malformed("the header's entry of `\(name)` is not that of a tensor") }
    guard let width = widths[type.text] else {
      throw .numberType(tensor: name, type: type.text)
    }
    let (bytes, overflow) = Shape(shape).elementCount.multipliedReportingOverflow(by: width)
    guard !overflow, bytes == offsets[1] - offsets[0] else {
      throw .malformed("`\(name)` has another number of bytes than its shape needs")
    }
    return Entry(
      name: name, type: type.text, shape: Shape(shape), range: offsets[0]..<offsets[1])
  }

  /// A list of integers, none negative.
  private static func integers(_ node: Node?) -> [Int]? {
    guard case .sequence(let items)? = node?.content else { return nil }
    var integers: [Int] = []
    for item in items {
      guard case .scalar(let scalar) = item.content, scalar.isPlain, let integer = Int(scalar.text),
        integer >= 0
      else { return nil }
      integers.append(integer)
    }
    return integers
  }
}
