/// Writes weights as a safetensors file (docs.rs/safetensors): the length of the header as eight
/// bytes, the header as JSON, the numbers.
enum Safetensors {
  static func bytes(_ tensors: [(name: String, shape: [Int], values: [Float])]) -> [UInt8] {
    var numbers: [UInt8] = []
    var entries: [String] = []
    for tensor in tensors {
      let start = numbers.count
      for value in tensor.values { numbers += littleEndian(value.bitPattern) }
      let shape = tensor.shape.map { "\($0)" }.joined(separator: ",")
      entries.append(
        "\"\(tensor.name)\":{\"dtype\":\"F32\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(start),\(numbers.count)]}")
    }
    let header = Array(("{" + entries.joined(separator: ",") + "}").utf8)
    return littleEndian(UInt64(header.count)) + header + numbers
  }

  private static func littleEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> Number($0 * 8)) }
  }
}
