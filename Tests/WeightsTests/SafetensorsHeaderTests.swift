import Files
import TestSupport
import Testing
import Weights

/// Which headers are those of a safetensors file
/// (https://huggingface.co/docs/safetensors, "Format").
@Suite struct SafetensorsHeaderTests {
  private static let one = #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#
  private static let four: [UInt8] = [0, 0, 0x80, 0x3f]

  @Test(arguments: [
    "{}", "{ }", #"{"__metadata__":{}}"#, #"{"__metadata__":{"format":"pt","note":"{\"a\":1}"}}"#,
    // The header may be filled up with spaces.
    "{}      ",
  ])
  func `a file may have no tensor`(header: String) throws {
    #expect(try WeightsFile(header).opened().entries.isEmpty)
  }

  @Test(arguments: [
    one, one + "  ", one + String(repeating: " ", count: 1000),
    #"{"__metadata__":{"a":"b"},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
    #"{"a":{"data_offsets":[0,4],"dtype":"F32","shape":[1]},"__metadata__":{}}"#,
    #"{"a": {"shape" : [ 1 ], "data_offsets": [0, 4], "dtype": "\u00463\u0032"}}"#,
  ])
  func `the order of keys, spaces and metadata change nothing`(header: String) throws {
    let file = try WeightsFile(header, Self.four).opened()
    #expect(file.entries.map { $0.name } == ["a"])
    #expect(try file.tensor(file.entries[0]).values == [1])
  }

  @Test(arguments: [
    "", " {}", "\n{}", "\u{feff}{}", "[]", "[1]", "1", "\"{}\"", "null", "{", "{}}", "{} {}", "{},",
    "{'a':1}", "{a:1}", "{\"a\":}", "{\"a\":1,}", "{} // no", "{}\0", "---\n{}", "a: 1", "{\"a\"",
    "{\u{0}}",
  ])
  func `what is not JSON, or does not start with a brace, is refused`(header: String) throws {
    #expect(try WeightsFile(header).refusal() == .malformed("its header is not JSON"))
  }

  @Test func `another encoding is refused`() throws {
    let folder = try TestFolder()
    for header in [
      [0x7b, 0, 0x7d, 0], [0, 0x7b, 0, 0x7d], [0xff, 0xfe, 0x7b, 0, 0x7d, 0],
      [0xfe, 0xff, 0, 0x7b, 0, 0x7d], [0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d],
    ] as [[UInt8]] {
      let bytes = WeightsFile.littleEndian(UInt64(header.count)) + header
      let path = try WeightsFile.write(bytes, to: folder)
      #expect(throws: WeightsProblem.malformed("its header is not JSON"), "\(header)") {
        try Safetensors(path)
      }
    }
  }

  @Test(
    arguments: [
      3, 5, 55, 1 << 20, 100_000_001, 1 << 31, 1 << 32, 1 << 62, UInt64(Int64.max), 1 << 63,
      .max - 8, .max - 7, .max,
    ] as [UInt64])
  func `a header that is longer than the file is refused`(length: UInt64) throws {
    let file = WeightsFile("{}", length: length)
    #expect(try file.refusal() == .malformed("its header is longer than the file"))
  }

  @Test func `a header that is cut short is refused`() throws {
    for length in 0..<2 {
      let file = WeightsFile("{}", length: UInt64(length))
      #expect(try file.refusal() == .malformed("its header is not JSON"))
    }
  }

  @Test func `a file without a length is refused`() throws {
    let folder = try TestFolder()
    for count in 0..<8 {
      let path = try WeightsFile.write(Array(repeating: 0, count: count), to: folder)
      #expect(throws: WeightsProblem.malformed("it has fewer than 8 bytes")) {
        try Safetensors(path)
      }
    }
  }

  /// The format's own library reads a hundred million bytes and no more. The file has a hole where
  /// the header should be, and takes no room.
  @Test func `a header of more than a hundred million bytes is refused unread`() throws {
    let folder = try TestFolder()
    let path = try WeightsFile("{}", length: 100_000_001).write(to: folder)
    try SparseFile.extend(path.resolved, to: 8 + 100_000_001)
    #expect(throws: WeightsProblem.malformed("its header has more than 100000000 bytes")) {
      try Safetensors(path)
    }
  }

  @Test(arguments: ["\"a\"", #""\u0061""#])
  func `a name that is there twice is refused`(second: String) throws {
    let entry = #"{"dtype":"F32","shape":[1],"data_offsets":[0,4]}"#
    let file = WeightsFile("{\"a\":\(entry),\(second):\(entry)}", Self.four)
    #expect(try file.refusal() == .malformed("its header names `a` twice"))
  }

  @Test func `depth is bounded`() throws {
    let deep = String(repeating: "[", count: 100_000)
    let file = WeightsFile("{\"__metadata__\":\(deep)")
    #expect(try file.refusal() == .malformed("its header is not JSON"))
  }

  @Test func `a folder and a file that is not there are told apart`() throws {
    let folder = try TestFolder()
    let directory = try CheckedPath.named(folder.path)
    #expect(
      throws: WeightsProblem.unreadable(.unreadable(path: folder.path, reason: .isFolder))
    ) { try Safetensors(directory) }
    let gone = CheckedPath.planned(folder.path + "/none")
    #expect(throws: WeightsProblem.unreadable(.notFound(path: folder.path + "/none"))) {
      try Safetensors(gone)
    }
  }
}
