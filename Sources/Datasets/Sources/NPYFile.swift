import Files
import Graphs

/// Reads NumPy's files of one array, versions 1 to 3 of the format.
///
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
enum NPYFile {
  /// The shape, and the numbers row-major as float64.
  ///
  /// - Throws: `array`, `file`
  static func read(
    _ file: RegularFile, named name: String
  ) throws(DataError) -> (Shape, [Double]) {
    func wrong(_ reason: String) -> DataError { .array(reason, file: name) }
    func bytes(_ offset: Int, _ count: Int) throws(DataError) -> [UInt8] {
      guard offset + count <= file.size else { throw wrong("it ends too early") }
      do throws(FileProblem) { return try file.bytes(at: offset, count: count) } catch {
        throw .file(error, file: name)
      }
    }
    let head = try bytes(0, min(12, file.size))
    guard head.count >= 10, head.starts(with: [0x93] + Array("NUMPY".utf8)),
      (1...3).contains(head[6])
    else { throw wrong("it does not begin as a .npy file does") }
    let isShort = head[6] == 1
    guard isShort || head.count == 12 else { throw wrong("it ends too early") }
    let length =
      isShort
      ? Int(head[8]) | Int(head[9]) << 8
      : (0..<4).reduce(0) { $0 | Int(head[8 + $1]) << (8 * $1) }
    let start = (isShort ? 10 : 12) + length
    let text = String(decoding: try bytes(isShort ? 10 : 12, length), as: UTF8.self)
    guard let header = Header(text) else { throw wrong("its header cannot be read") }
    guard let type = ElementType(rawValue: header.type) else {
      throw wrong(
        "it holds `\(header.type)`: floats of 4 or 8 bytes, integers and booleans are supported")
    }
    let shape = Shape(header.shape)
    guard shape.elementCount <= 1 << 28,
      file.size - start == shape.elementCount * type.width
    else { throw wrong("its size is not that of an array \(shape) of `\(header.type)`") }
    let data = try bytes(start, file.size - start)
    do throws(FileProblem) { try file.checkUnchanged() } catch { throw .file(error, file: name) }
    let values = type.numbers(data)
    if let index = values.firstIndex(where: {
      !($0.magnitude <= Double(Float.greatestFiniteMagnitude))
    }) {
      throw wrong("the number at index \(index) is not a finite float32")
    }
    return (shape, header.isColumnMajor ? rowMajor(values, shape) : values)
  }

  private static func rowMajor(_ values: [Double], _ shape: Shape) -> [Double] {
    var steps = [1]
    for size in shape.dimensions.dropLast() { steps.append((steps.last ?? 1) * size) }
    var index = [Int](repeating: 0, count: shape.rank)
    return values.indices.map { _ in
      let value = values[zip(index, steps).reduce(0) { $0 + $1.0 * $1.1 }]
      for axis in index.indices.reversed() {
        index[axis] += 1
        if index[axis] < shape[axis] { break }
        index[axis] = 0
      }
      return value
    }
  }

  /// The elements that are read, by NumPy's names of their types.
  private enum ElementType: String {
    case float64 = "<f8"
    case float32 = "<f4"
    case int64 = "<i8"
    case int32 = "<i4"
    case int16 = "<i2"
    case int8 = "|i1"
    case uint8 = "|u1"
    case uint16 = "<u2"
    case uint32 = "<u4"
    case boolean = "|b1"

    var width: Int {
      switch self {
      case .float64, .int64: 8
      case .float32, .int32, .uint32: 4
      case .int16, .uint16: 2
      case .int8, .uint8, .boolean: 1
      }
    }

    func numbers(_ bytes: [UInt8]) -> [Double] {
      func word(_ index: Int) -> UInt64 {
        (0..<width).reduce(UInt64(0)) { $0 | UInt64(bytes[index * width + $1]) << (8 * $1) }
      }
      return (0..<bytes.count / width).map { index in
        let bits = word(index)
        return switch self {
        case .float64: Double(bitPattern: bits)
        case .float32: Double(Float(bitPattern: UInt32(bits)))
        case .int64: Double(Int64(bitPattern: bits))
        case .int32: Double(Int32(bitPattern: UInt32(bits)))
        case .int16: Double(Int16(bitPattern: UInt16(bits)))
        case .int8: Double(Int8(bitPattern: UInt8(bits)))
        case .uint8, .uint16, .uint32: Double(bits)
        case .boolean: bits == 0 ? 0 : 1
        }
      }
    }
  }

  /// The header: a dictionary as Python writes it.
  private struct Header {
    let type: String
    let isColumnMajor: Bool
    let shape: [Int]

    init?(_ text: String) {
      func value(_ key: String) -> Substring? {
        guard let place = text.firstRange(of: "'\(key)':") else { return nil }
        return text[place.upperBound...].drop { $0 == " " }
      }
      guard let type = value("descr"), type.first == "'",
        let end = type.dropFirst().firstIndex(of: "'"), let order = value("fortran_order"),
        let shape = value("shape"), shape.first == "(", let close = shape.firstIndex(of: ")")
      else { return nil }
      self.type = String(type[type.index(after: type.startIndex)..<end])
      isColumnMajor = order.hasPrefix("True")
      let sizes = shape[shape.index(after: shape.startIndex)..<close].split(separator: ",")
        .map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
      let numbers = sizes.compactMap { Int($0) }
      guard numbers.count == sizes.count, numbers.allSatisfy({ $0 >= 0 }) else { return nil }
      self.shape = numbers
    }
  }
}
