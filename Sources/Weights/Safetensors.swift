import Graphs

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The safetensors format: a length, a JSON header, and the numbers (docs.rs/safetensors).
enum Safetensors {
  private struct Entry: Decodable {
    let dtype: String
    let shape: [Int]
    let data_offsets: [Int]
  }

  /// The metadata has string values; everything else is a tensor.
  private enum Member: Decodable {
    case tensor(Entry)
    case metadata

    init(from decoder: any Decoder) throws {
      if (try? decoder.singleValueContainer().decode([String: String].self)) != nil {
        self = .metadata
      } else {
        self = .tensor(try Entry(from: decoder))
      }
    }
  }

  /// Weights larger than this are no start for a network of this size of engine; in bytes.
  static let sizeLimit = 4 << 30

  /// The tensors of a file by name, in the order of their names; F64 is rounded to float32.
  static func read(_ bytes: [UInt8]) throws(WeightsProblem) -> [NamedTensor] {
    guard bytes.count >= 8 else { throw .malformed }
    let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(bytes.count - 8) else { throw .malformed }
    let start = 8 + Int(length)
    guard
      let header = try? JSONDecoder().decode([String: Member].self, from: Data(bytes[8..<start]))
    else { throw .malformed }
    var tensors: [NamedTensor] = []
    for (name, member) in header.sorted(by: { $0.key < $1.key }) {
      guard case .tensor(let entry) = member else { continue }
      let tensor = try tensor(name, entry, bytes[start...])
      tensors.append(NamedTensor(name: name, tensor: tensor))
    }
    return tensors
  }

  private static func tensor(
    _ name: String, _ entry: Entry, _ data: ArraySlice<UInt8>
  ) throws(WeightsProblem) -> Tensor {
    let width: Int
    switch entry.dtype {
    case "F32": width = 4
    case "F64": width = 8
    default: throw .numberType(tensor: name, type: entry.dtype)
    }
    let shape = Shape(entry.shape)
    guard entry.data_offsets.count == 2, entry.shape.allSatisfy({ $0 >= 0 }),
      entry.data_offsets[0] >= 0, entry.data_offsets[1] <= data.count,
      entry.data_offsets[1] >= entry.data_offsets[0],
      (entry.data_offsets[1] - entry.data_offsets[0]) % width == 0,
      (entry.data_offsets[1] - entry.data_offsets[0]) / width == shape.elementCount
    else { throw .malformed }
    let values = (0..<shape.elementCount).map { index in
      let at = data.startIndex + entry.data_offsets[0] + index * width
      let bits = data[at..<at + width].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return width == 4
        ? Float(bitPattern: UInt32(truncatingIfNeeded: bits)) : Float(Double(bitPattern: bits))
    }
    return Tensor(shape, values)
  }
}
