import TestSupport
import Testing
import Weights

/// The numbers of tensors: little endian, row-major, float64 rounded to the nearest float32.
@Suite struct SafetensorsNumberTests {
  private func values(_ type: String, _ shape: String, _ data: [UInt8]) throws -> [Float] {
    let file = try WeightsFile(type, shape, data).opened()
    return try file.tensor(file.entries[0]).values
  }

  @Test func `float32 is read low byte first, bit by bit`() throws {
    // 1.0, -2.0, the least and the largest number, and -0.
    let data: [UInt8] = [
      0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 1, 0, 0, 0, 0xff, 0xff, 0x7f, 0x7f, 0, 0, 0, 0x80,
    ]
    let read = try values("F32", "[5]", data)
    #expect(
      read.map { $0.bitPattern } == [
        0x3f80_0000, 0xc000_0000, 0x0000_0001, 0x7f7f_ffff, 0x8000_0000,
      ])
  }

  @Test func `float64 is read low byte first`() throws {
    // 1.0 and -0.15625, which is -1.25 times 2 to the -3.
    let data: [UInt8] = [0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 0xc4, 0xbf]
    #expect(try values("F64", "[2]", data) == [1, -0.15625])
  }

  /// The bits are those that NumPy's `float32` gives.
  @Test(
    arguments: [
      (0.1, 0x3dcc_cccd), (-0.0, 0x8000_0000),
      // Halfway between two: the even one; a little more: the upper one.
      (0x1.000001p+0, 0x3f80_0000), (0x1.000003p+0, 0x3f80_0002),
      (0x1.0000010000001p+0, 0x3f80_0001), (16_777_217, 0x4b80_0000),
      // Below the normal numbers.
      (0x1p-126, 0x0080_0000), (0x1.ffffffp-127, 0x0080_0000), (1e-45, 1), (7.1e-46, 1), (7e-46, 0),
      (-1e-46, 0x8000_0000), (0x1.8p-149, 2), (0x1.4p-148, 2),
      // At the largest number.
      (0x1.fffffefffffffp+127, 0x7f7f_ffff), (0x1.ffffffp+127, 0x7f80_0000), (1e300, 0x7f80_0000),
      (-1e300, 0xff80_0000),
    ] as [(Double, UInt32)])
  func `float64 is rounded to the nearest float32`(number: Double, bits: UInt32) throws {
    #expect(
      try values("F64", "[1]", WeightsFile.bytes([number])).map { $0.bitPattern } == [bits])
  }

  @Test func `numbers are row-major`() throws {
    let data = WeightsFile.bytes([0, 1, 2, 10, 11, 12] as [Float])
    let file = try WeightsFile("F32", "[2,3]", data).opened()
    let tensor = try file.tensor(file.entries[0])
    #expect(tensor.shape == [2, 3])
    #expect(tensor.values == [0, 1, 2, 10, 11, 12])
  }

  /// Other types are known, so that the places can be checked, and refused only where their numbers
  /// are asked for.
  @Test(arguments: [
    ("BF16", 2), ("F16", 2), ("I64", 8), ("U64", 8), ("I32", 4), ("U32", 4), ("I16", 2), ("U16", 2),
    ("I8", 1), ("U8", 1), ("BOOL", 1), ("F8_E4M3", 1), ("F8_E5M2", 1),
  ])
  func `other types are named, and not read`(type: String, width: Int) throws {
    let file = try WeightsFile(type, "[3]", Array(repeating: 0, count: 3 * width)).opened()
    #expect(file.entries.map { $0.type } == [type])
    #expect(throws: WeightsProblem.numberType(tensor: "a", type: type)) {
      try file.tensor(file.entries[0])
    }
    let wrong = WeightsFile(type, "[3]", Array(repeating: 0, count: 3 * width + 1))
    guard case .malformed? = try wrong.refusal() else {
      Issue.record("the size must agree")
      return
    }
  }

  @Test(arguments: ["F31", "f32", "float32", "F128", "", "F32 "])
  func `unknown types are refused`(type: String) throws {
    #expect(
      try WeightsFile(type, "[1]", [0, 0, 0, 0]).refusal()
        == .numberType(tensor: "a", type: type))
  }

  /// `sha256sum` gives the same of the file that `printf '\x02\0\0\0\0\0\0\0{}'` writes.
  @Test func `the digest is that of the whole file`() throws {
    #expect(
      try WeightsFile("{}").opened().digest()
        == "sha256:411a485216e432ece6b9af94fa32154cf79a2a56d4f81266baa50063f45092bd")
  }

  @Test func `a file that is cut while it is open is noticed`() throws {
    let folder = try TestFolder()
    let weights = WeightsFile("F32", "[2]", WeightsFile.bytes([1, 2] as [Float]))
    let path = try weights.write(to: folder)
    let file = try Safetensors(path)
    try SparseFile.extend(path.resolved, to: weights.bytes.count - 1)
    let changed = WeightsProblem.unreadable(.changing(path: path.shown))
    #expect(throws: changed) { try file.tensor(file.entries[0]) }
    #expect(throws: changed) { try file.digest() }
  }
}
