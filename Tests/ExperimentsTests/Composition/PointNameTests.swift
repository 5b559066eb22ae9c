import Experiments
import Files
import Testing

/// What the points of a matrix are called: as people know them where that says all, and otherwise
/// by a hash.
@Suite struct PointNameTests {
  @Test(arguments: [
    ("{length: [5], training.optimizer: [Adam]}", "length=5,training.optimizer=Adam"),
    (
      "{optimizer: [{SGD: {learning_rate: 0.1, momentum: 0.9}}]}",
      "optimizer=SGD.learning_rate=0.1+momentum=0.9"
    ),
    ("{a: [[1, 2, 3]]}", "a=1+2+3"), ("{a: [-1e-5]}", "a=-1e-5"), ("{a: ['5']}", "a=5"),
    ("{model.0.LSTM.units: [3]}", "model.0.LSTM.units=3"), ("{a_b: [x-y_z.w]}", "a_b=x-y_z.w"),
    ("{training.shuffle: [true]}", "training.shuffle=true"), ("{seed: {from: 3, to: 3}}", "seed=3"),
  ])
  func `plain ones are what people write`(matrix: String, name: String) {
    #expect(PointNames.of(matrix) == [name])
  }

  /// The hash is the beginning of the SHA-256 of the settings as they were written, each text in
  /// quotes; from `printf '"description"="a b"' | sha256sum` and the like.
  @Test func `others have the beginning and a hash`() {
    let long = String(repeating: "a", count: 115)
    for (matrix, name) in [
      ("{description: [a b]}", "description=a_b~5ece493d353f0ee0d8ab96da3a87a670"),
      (
        "{training.optimizer: [{SGD: {layers: [1, 2]}}], seed: [1]}",
        "training.optimizer=SGD.layers.1+2,seed=1~2dd981fd2f335a27494090507811321a"
      ),
      (
        "{description: [\(long)], seed: [33333]}",
        "description=" + String(repeating: "a", count: 75) + "~6644ffd3fb5f86a93ba94393f5ef6cc2"
      ),
    ] {
      #expect(PointNames.of(matrix) == [name])
    }
  }

  /// A name of 120 bytes is taken as it is; one of 121 is not.
  @Test func `what is too long is cut`() {
    let longest = String(repeating: "a", count: 118)
    #expect(PointNames.of("{a: [\(longest)]}") == ["a=" + longest])
    let names = PointNames.of("{a: [\(longest)b, \(longest)c]}")
    #expect(Set(names).count == 2)
    for name in names {
      #expect(name.utf8.count == 120)
      #expect(name.hasPrefix("a=" + String(repeating: "a", count: 85) + "~"))
    }
  }

  /// Two texts of a list, which one name would stand for if it only joined what people read.
  @Test(arguments: [
    ["{a: ['1,b=2']}", "{a: [1], b: [2]}", "{'a=1,b': [2]}"],
    ["{a: ['1+2']}", "{a: [[1, 2]]}", "{a: [['1+2']]}", "{a: [{'1': '', '2': ''}]}"],
    ["{a: [1]}", "{a: [[1]]}", "{a: [[[1]]]}", "{a: [{'1': ''}]}"],
    [
      "{a: ['']}", "{a: [[]]}", "{a: [{}]}", "{a: [[[]]]}", "{a: ['~']}", "{a: ['[]']}",
      "{a: [['']]}",
    ],
    ["{a: [b]}", "{a: [{b: ''}]}", "{a: [[b]]}", "{a: [{b: {}}]}", "{a: [{b: []}]}"],
    [
      "{a: [{b: {c: 1}}]}", "{a: [{b.c: 1}]}", "{a: [b.c=1]}", "{a=b.c: [1]}", "{a: [{b: c=1}]}",
      "{a: [{b: [{c: 1}]}]}",
    ],
    [
      "{a: [{S: {m: 1, n: 2}}]}", "{a: [{S: {m: 1+n=2}}]}", "{a: [S.m=1+n=2]}",
      "{a: [{S: {m: 1}, n: 2}]}", "{a: [[{S: {m: 1}}, {n: 2}]]}", "{a: [{S: {m: [1, n=2]}}]}",
    ],
    [
      "{a: [[1, 2, 3]]}", "{a: [[[1, 2], 3]]}", "{a: [[1, [2, 3]]]}", "{a: [[1, 2+3]]}",
      "{a: [[1+2, 3]]}", "{a: [[[1, 2, 3]]]}",
    ],
    ["{a: [a b]}", "{a: [a_b]}", "{a: [a/b]}", "{a: ['a\tb']}", "{a: [a~b]}", "{a: [aéb]}"],
    ["{a: [é]}", "{a: [\"e\u{301}\"]}", "{a: [ê]}"],
    ["{a: ['\"']}", "{a: ['\\']}", "{a: ['\\\"']}", "{a: ['\",\"b\"=\"']}", "{a: [''], b: ['']}"],
    ["{a: [1], b: [2]}", "{b: [2], a: [1]}", "{a: [1]}", "{b: [2]}", "{a: [2], b: [1]}"],
    ["{a.b: [c]}", "{a: [b.c]}", "{a: [{b: c}]}", "{a.b.c: ['']}", "{a: [{b.c: ''}]}"],
    // One that spells what another is called, its hash and all.
    ["{a: [a b]}", "{a: [a_b~c4b8d7a1b3f05a4ab5ad0fd1c22ab2a1]}", "{a: ['a=a_b~']}"],
  ])
  func `no two matrices share a name`(matrices: [String]) {
    let names = matrices.flatMap { PointNames.of($0) }
    #expect(names.count == matrices.count)
    #expect(Set(names).count == matrices.count, "\(names)")
    for name in names { #expect(PointNames.isSafe(name), "\(name)") }
  }

  /// A name that a person writes as a value cannot be that of another point.
  @Test func `a hash cannot be written`() throws {
    let hashed = try #require(PointNames.of("{a: [a b]}").first)
    #expect(PointNames.of("{a: [\(hashed.dropFirst(2))]}") != [hashed])
  }

  /// Both were called by the same 32 bits, once.
  @Test func `long texts with the same beginning are told apart`() {
    let long = String(repeating: "a", count: 115)
    let names = PointNames.of("{description: [\(long)b, \(long)c], seed: [33333, 164764]}")
    #expect(names.count == 4 && Set(names).count == 4)
    let seeds = PointNames.of("{description: [\(long)], seed: {from: 1, to: 20000}}")
    #expect(Set(seeds).count == 20_000)
  }

  /// Folders of some systems do not tell capitals from small letters.
  @Test(arguments: [
    "{a: [x, X]}", "{a: [[x, y], [x, Y]]}", "{a: [{S: {m: 1}}, {s: {m: 1}}]}", "{a: [x b, X b]}",
    "{a: [x], include: [{a: X}]}", "{a: [x], include: [{a: Y}, {a: y}]}",
    "{a: [x], b: [1, 2], include: [{a: X, b: 2}]}", "{a: [[x, y]], include: [{a: [x, Y]}]}",
    "{a: [{S: {m: x}}], include: [{a: {s: {m: x}}}]}",
    "{b: {from: 1, to: 9}, a: [x, y], include: [{b: 5, a: X}]}",
    "{a: [x, y], b: [1], exclude: [{a: x}], include: [{a: Y, b: 1}]}",
  ])
  func `points whose names differ in capitals alone are refused`(matrix: String) {
    let file = PointNames.file(matrix)
    #expect(file.count == 0 && file.diagnostics.map { $0.code } == [.matrix])
  }

  @Test(arguments: [
    ("{a: [x], b: [1, 2], include: [{a: X, b: 3}]}", ["a=x,b=1", "a=x,b=2", "a=X,b=3"]),
    ("{a: [x, y], b: [1], exclude: [{a: x}], include: [{a: X, b: 1}]}", ["a=y,b=1", "a=X,b=1"]),
    ("{a: [x], b: [1], include: [{b: 1, a: X}]}", ["a=x,b=1", "b=1,a=X"]),
    ("{a: [x], b: [1], include: [{a: x, c: 2}, {a: X, b: 1}]}", ["a=x,b=1,c=2", "a=X,b=1"]),
  ])
  func `other points may differ in capitals`(matrix: String, names: [String]) {
    #expect(PointNames.of(matrix) == names)
  }
}
