import Foundation
import Graphs
import Training

/// Files under `Fixtures`, beside the tests.
enum Fixture {
  private struct Entry: Decodable {
    let dtype: String
    let shape: [Int]
    let data_offsets: [Int]
  }

  static func data(_ name: String) throws -> Data {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return try Data(contentsOf: folder.appending(path: "Fixtures").appending(path: name))
  }

  /// The tensors of a safetensors file of float32 or float64 numbers, as float64.
  ///
  /// The format: the header's length in eight bytes, low first; the header in JSON; the numbers.
  static func tensors(_ name: String) throws -> [String: (shape: [Int], values: [Double])] {
    let bytes = [UInt8](try data(name))
    func word(at start: Int, bytes count: Int) -> UInt64 {
      bytes[start..<start + count].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    let start = 8 + Int(word(at: 0, bytes: 8))
    let header = try JSONDecoder().decode([String: Entry].self, from: Data(bytes[8..<start]))
    return header.mapValues { entry in
      let width = entry.dtype == "F64" ? 8 : 4
      let values = stride(from: entry.data_offsets[0], to: entry.data_offsets[1], by: width).map {
        let bits = word(at: start + $0, bytes: width)
        return width == 8
          ? Double(bitPattern: bits) : Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
      }
      return (entry.shape, values)
    }
  }

  /// The same as float32 tensors, ready to start a training from.
  static func initialWeights(_ name: String) throws -> [String: Tensor] {
    try tensors(name).mapValues { Tensor(Shape($0.shape), $0.values.map { Float($0) }) }
  }
}
