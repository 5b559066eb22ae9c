import Files
import FoundationEssentials
import TestSupport
import Weights

/// A safetensors file that is put together byte by byte: eight bytes of the header's length, low
/// first, the header, and the numbers.
struct WeightsFile {
  var header: String
  var data: [UInt8]
  /// What the file says of the header's length; nil: the truth.
  var length: UInt64?

  init(_ header: String, _ data: [UInt8] = [], length: UInt64? = nil) {
    (self.header, self.data, self.length) = (header, data, length)
  }

  /// A file of one tensor called `a`.
  init(_ type: String, _ shape: String, _ data: [UInt8]) {
    self.init(
      #"{"a":{"dtype":"\#(type)","shape":\#(shape),"data_offsets":[0,\#(data.count)]}}"#, data)
  }

  var bytes: [UInt8] {
    Self.littleEndian(length ?? UInt64(header.utf8.count)) + Array(header.utf8) + data
  }

  func write(to folder: TestFolder, as name: String = "a.safetensors") throws -> CheckedPath {
    try Self.write(bytes, to: folder, as: name)
  }

  /// The file, opened.
  func opened() throws -> Safetensors {
    let folder = try TestFolder()
    return try Safetensors(write(to: folder))
  }

  /// Why the file is refused; nil if it is not.
  func refusal() throws -> WeightsProblem? {
    do { _ = try opened() } catch let problem as WeightsProblem { return problem }
    return nil
  }

  static func write(
    _ bytes: [UInt8], to folder: TestFolder, as name: String = "a.safetensors"
  ) throws -> CheckedPath {
    let path = "\(folder.path)/\(name)"
    try Data(bytes).write(to: URL(filePath: path))
    return try .named(path)
  }

  static func littleEndian<Number: FixedWidthInteger>(_ numbers: Number...) -> [UInt8] {
    numbers.flatMap { number in
      (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
  }

  static func bytes(_ numbers: [Float]) -> [UInt8] {
    numbers.flatMap { littleEndian($0.bitPattern) }
  }

  static func bytes(_ numbers: [Double]) -> [UInt8] {
    numbers.flatMap { littleEndian($0.bitPattern) }
  }
}
