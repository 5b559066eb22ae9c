import TestSupport
import Testing
import Weights

/// Where tensors lie in the file: they cover it, without a hole and without an overlap.
@Suite struct SafetensorsLayoutTests {
  /// A file of float32 tensors `a`, `b`, … with these shapes and places.
  private func file(
    _ tensors: [(shape: String, offsets: String)], bytes: Int, type: String = "F32"
  ) -> WeightsFile {
    let entries = tensors.enumerated().map { index, tensor in
      let name = Unicode.Scalar(UInt8(ascii: "a") + UInt8(index))
      return #""\#(name)":{"dtype":"\#(type)","shape":\#(tensor.shape),"#
        + #""data_offsets":\#(tensor.offsets)}"#
    }
    return WeightsFile(
      "{" + entries.joined(separator: ",") + "}", Array(repeating: 0, count: bytes))
  }

  @Test func `tensors may stand in another order than their numbers`() throws {
    var weights = file([("[1]", "[8,12]"), ("[2]", "[0,8]")], bytes: 0)
    weights.data = WeightsFile.bytes([1, 2, 3] as [Float])
    let opened = try weights.opened()
    #expect(opened.entries.map { $0.name } == ["a", "b"])
    #expect(try opened.tensor(opened.entries[0]).values == [3])
    #expect(try opened.tensor(opened.entries[1]).values == [1, 2])
  }

  @Test(arguments: [
    ("[0]", "[0,0]"), ("[0,3]", "[0,0]"), ("[3,0,5]", "[0,0]"),
    ("[0,9223372036854775807]", "[0,0]"),
  ])
  func `a tensor may have no numbers`(shape: String, offsets: String) throws {
    let alone = try file([(shape, offsets)], bytes: 0).opened()
    #expect(alone.entries.map { $0.shape.elementCount } == [0])
    #expect(try alone.tensor(alone.entries[0]).values.isEmpty)
    // At the start, between others, and at the end; any number of them.
    for place in [0, 4, 8] {
      let empty = (shape, "[\(place),\(place)]")
      let others = [("[1]", "[0,4]"), ("[1]", "[4,8]")]
      #expect(try file([empty] + others + [empty], bytes: 8).refusal() == nil, "at \(place)")
    }
    #expect(try file([("[2]", "[0,8]"), (shape, "[4,4]")], bytes: 8).refusal() != nil)
    #expect(try file([("[2]", "[0,8]"), (shape, "[12,12]")], bytes: 8).refusal() != nil)
  }

  @Test func `a tensor without axes is one number`() throws {
    let opened = try WeightsFile("F32", "[]", WeightsFile.bytes([2.5] as [Float])).opened()
    #expect(try opened.tensor(opened.entries[0]).values == [2.5])
    #expect(try WeightsFile("F32", "[]", []).refusal() != nil)
  }

  @Test(arguments: [
    // Equal, partly, inside, and by one byte.
    [("[2]", "[0,8]"), ("[2]", "[0,8]")], [("[2]", "[0,8]"), ("[2]", "[4,12]")],
    [("[3]", "[0,12]"), ("[1]", "[4,8]")], [("[1]", "[4,8]"), ("[3]", "[0,12]")],
    [("[2]", "[0,8]"), ("[1]", "[7,11]")],
  ])
  func `tensors over the same bytes are refused`(tensors: [(String, String)]) throws {
    let refusal = try file(tensors, bytes: 12).refusal()
    guard case .malformed(let reason)? = refusal else {
      Issue.record("it is refused: \(String(describing: refusal))")
      return
    }
    #expect(reason.contains("overlap"))
  }

  @Test(
    arguments: [
      ([("[1]", "[4,8]")], 8, "before the numbers of `a`"),
      ([("[1]", "[0,4]"), ("[1]", "[8,12]")], 12, "before the numbers of `b`"),
      ([("[1]", "[8,12]"), ("[1]", "[0,4]")], 12, "before the numbers of `a`"),
      ([("[1]", "[0,4]"), ("[1]", "[5,9]")], 9, "before the numbers of `b`"),
      ([("[1]", "[0,4]")], 5, "1 bytes at its end"),
      ([("[1]", "[0,4]")], 4100, "4096 bytes at its end"),
      ([], 1, "1 bytes at its end"),
      ([("[1]", "[0,4]")], 3, "it ends before the numbers of `a`"),
      ([("[1]", "[0,4]"), ("[2]", "[4,12]")], 11, "it ends before the numbers of `b`"),
      ([("[1]", "[0,4]")], 0, "it ends before the numbers of `a`"),
    ] as [([(String, String)], Int, String)])
  func `bytes that belong to none, or are missing, are refused`(
    tensors: [(String, String)], bytes: Int, reason: String
  ) throws {
    guard case .malformed(let told)? = try file(tensors, bytes: bytes).refusal() else {
      Issue.record("it is refused")
      return
    }
    #expect(told.contains(reason), "\(told)")
  }

  @Test(arguments: [
    // Backwards, and not a pair of integers.
    ("[1]", "[4,0]"), ("[0]", "[4,0]"), ("[1]", "[-4,0]"), ("[1]", "[0]"), ("[1]", "[]"),
    ("[1]", "[0,4,8]"), ("[1]", "4"), ("[1]", "\"0,4\""), ("[1]", "[0,\"4\"]"), ("[1]", "[0,4.0]"),
    ("[1]", "[0,4e0]"), ("[1]", "[0,null]"), ("[1]", "[[0],[4]]"), ("[1]", "{\"0\":4}"),
    ("[1]", "[0,18446744073709551615]"), ("[1]", "[9223372036854775808,9223372036854775812]"),
    // Shapes.
    ("[-1]", "[0,4]"), ("[-1,-1]", "[0,4]"), ("[1.0]", "[0,4]"), ("[\"1\"]", "[0,4]"),
    ("1", "[0,4]"),
    ("null", "[0,4]"), ("[null]", "[0,4]"), ("[[1]]", "[0,4]"), ("[true]", "[0,4]"),
    ("[9223372036854775808]", "[0,4]"), ("[18446744073709551617]", "[0,4]"),
    // Another number of bytes; the products are 4 and 0 modulo 2^64.
    ("[2]", "[0,4]"), ("[0]", "[0,4]"), ("[1]", "[0,0]"), ("[4611686018427387905]", "[0,4]"),
    ("[4611686018427387904]", "[0,0]"), ("[4294967296,4294967296]", "[0,0]"),
    ("[2147483648,2147483648,4]", "[0,0]"), ("[6148914691236517205,3]", "[0,4]"),
    ("[9223372036854775807]", "[0,9223372036854775807]"),
    ("[9223372036854775807,9223372036854775807]", "[0,9223372036854775807]"),
    ("[2305843009213693951]", "[0,9223372036854775804]"),
  ])
  func `entries that are none are refused`(shape: String, offsets: String) throws {
    for type in ["F32", "I32"] {
      guard case .malformed? = try file([(shape, offsets)], bytes: 4, type: type).refusal() else {
        Issue.record("it is refused as malformed")
        return
      }
    }
  }

  /// A product too large for an integer, of a type of one byte, is not that integer either.
  @Test func `huge shapes of bytes are refused`() throws {
    for shape in ["[9223372036854775807]", "[9223372036854775807,3]", "[4294967296,4294967296]"] {
      let weights = file([(shape, "[0,9223372036854775807]")], bytes: 4, type: "U8")
      guard case .malformed? = try weights.refusal() else {
        Issue.record("\(shape) is refused as malformed")
        return
      }
    }
  }

  @Test(arguments: [
    "1", "null", "\"F32\"", "[]", "{}", #"{"dtype":"F32","shape":[1]}"#,
    #"{"dtype":"F32","data_offsets":[0,4]}"#, #"{"shape":[1],"data_offsets":[0,4]}"#,
    #"{"dtype":1,"shape":[1],"data_offsets":[0,4]}"#,
    #"{"dtype":null,"shape":[1],"data_offsets":[0,4]}"#,
    #"{"dtype":["F32"],"shape":[1],"data_offsets":[0,4]}"#,
    #"{"Dtype":"F32","shape":[1],"data_offsets":[0,4]}"#,
  ])
  func `an entry without all three keys is refused`(entry: String) throws {
    let weights = WeightsFile("{\"a\":\(entry)}", [0, 0, 0, 0])
    #expect(
      try weights.refusal() == .malformed("the header's entry of `a` is not that of a tensor"))
  }

  /// Read one after another, they would be six gigabytes.
  @Test func `many tensors over the same bytes are refused unread`() throws {
    let folder = try TestFolder()
    let size = 4 << 20
    let entries = (0..<1500).map {
      #""t\#($0)":{"dtype":"F32","shape":[\#(size / 4)],"data_offsets":[0,\#(size)]}"#
    }
    let weights = WeightsFile("{" + entries.joined(separator: ",") + "}")
    let path = try weights.write(to: folder)
    try SparseFile.extend(path.resolved, to: weights.bytes.count + size)
    let (before, memory) = (ProcessUse.bytesRead, ProcessUse.peakMemory)
    guard case .malformed(let reason)? = Result(catching: { try Safetensors(path) }).problem else {
      Issue.record("it is refused")
      return
    }
    #expect(reason.contains("overlap"))
    if let before, let after = ProcessUse.bytesRead { #expect(after - before < 1 << 30) }
    #expect(ProcessUse.peakMemory - memory < 1 << 30)
  }
}

extension Result {
  /// What a file of weights was refused for.
  fileprivate var problem: WeightsProblem? {
    if case .failure(let error) = self { error as? WeightsProblem } else { nil }
  }
}
