import Schemas
import Testing
import YAML

/// Mappings, choices, variables, and every kind of problem with its place.
@Suite struct DecodingTests {
  @Test func `reads a mapping with everything in it`() throws {
    let decoding = Decoding(
      """
      visits: {monday: =n, tuesday: 3}
      animals: [Owl, {Owl: {eyes: =n / 2, mood: wild}}, {Fish: [1, =n]}, {Owl: }]
      variables: {n: 4}
      shape: [null, 5]
      awake: false
      """, as: Keeper.self)
    #expect(decoding.problems.isEmpty)
    let keeper = try #require(decoding.value)
    #expect(keeper.visits.entries.map { $0.name } == ["monday", "tuesday"])
    #expect(keeper.visits.entries.map { $0.value } == [4, 3])
    #expect(keeper.animals.map { $0.name } == ["Owl", "Owl", "Fish", "Owl"])
    #expect((keeper.animals[0].value as? Owl)?.eyes == 2)
    #expect((keeper.animals[1].value as? Owl)?.mood == .wild)
    #expect((keeper.animals[2].value as? Fish)?.depths == [1, 4])
    #expect(keeper.shape == [nil, 5])
    #expect(!keeper.isAwake)
  }

  @Test func `writes every default out, and nothing that is absent`() {
    let keeper = Decoding("animals: [Owl, {Fish: 5}]".replacing("5", with: "[5]"), as: Keeper.self)
    #expect(
      keeper.value?.encoded
        == .mapping([
          .init("variables", .mapping([])),
          .init(
            "animals",
            .list([
              .mapping([
                .init(
                  "Owl", .mapping([.init("eyes", .integer(2)), .init("mood", .string("calm"))]))
              ]),
              .mapping([.init("Fish", .mapping([.init("depths", .list([.double(5)]))]))]),
            ])),
          .init("visits", .mapping([])), .init("awake", .boolean(true)),
        ]))
  }

  @Test(
    arguments: [
      (
        "{animals: [], awke: true}",
        .unknownKey(
          name: "awke", owner: "keeper",
          known: ["variables", "animals", "shape", "visits", "awake"]), "1:15-1:19"
      ),
      (
        "animals: [{Owl: {feathers: 9}}]", .unsupportedKey(name: "feathers", owner: "Owl"),
        "1:18-1:26"
      ),
      (
        "animals: [{Owl: {ears: 9}}]",
        .unknownKey(
          name: "ears", owner: "Owl", known: ["eyes", "mood"]), "1:18-1:22"
      ),
      (
        "awake: true", .missingKey(name: "animals", owner: "keeper", summary: "Who is kept."),
        "1:1-1:12"
      ),
      // What lacks a key is pointed at by its name.
      (
        "animals: [{Fish: {name: Bo}}]",
        .missingKey(
          name: "depths", owner: "Fish", summary: "Where it swims."), "1:12-1:16"
      ),
      (
        "animals: [Fish]",
        .missingKey(
          name: "depths", owner: "Fish", summary: "Where it swims."), "1:11-1:15"
      ),
      ("animals: Owl", .wrongType(expected: .list, found: .plain("Owl")), "1:10-1:13"),
      (
        "animals: [[Owl]]", .wrongType(expected: .choice(kind: "animal"), found: .list),
        "1:11-1:16"
      ),
      (
        "animals: [{}]", .wrongType(expected: .choice(kind: "animal"), found: .mapping),
        "1:11-1:13"
      ),
      ("animals: [~]", .wrongType(expected: .choice(kind: "animal"), found: .nothing), "1:11-1:12"),
      (
        "animals: [{Owl: 5}]",
        .wrongType(
          expected: .mapping(keys: ["eyes", "mood"]), found: .plain("5")), "1:17-1:18"
      ),
      ("animals: [{Fish: 5}]", .wrongType(expected: .list, found: .plain("5")), "1:18-1:19"),
      (
        "animals: [Cat]", .unknownChoice(name: "Cat", kind: "animal", known: ["Owl", "Fish"]),
        "1:11-1:14"
      ),
      (
        "animals: [owl]", .unknownChoice(name: "owl", kind: "animal", known: ["Owl", "Fish"]),
        "1:11-1:14"
      ),
      ("animals: [{Owl: , Fish: }]", .severalChoices(kind: "animal", count: 2), "1:11-1:26"),
      (
        "animals: [{Owl: {mood: sad}}]",
        .unknownChoice(
          name: "sad", kind: "mood", known: ["calm", "wild"]), "1:24-1:27"
      ),
      (
        "animals: [{Owl: {mood: [calm]}}]",
        .wrongType(
          expected: .choice(kind: "mood"), found: .list), "1:24-1:30"
      ),
      (
        "animals: [{Owl: {eyes: 0}}]", .outOfRange(value: "0", constraint: .atLeast(1)),
        "1:24-1:25"
      ),
      (
        "animals: [{Fish: [1, 1e2, 100.5]}]",
        .outOfRange(
          value: "100.5", constraint: .within(0, 100)), "1:27-1:32"
      ),
      (
        "animals: [{Fish: [=10 * 11]}]",
        .outOfRange(
          value: "110", constraint: .within(0, 100)), "1:19-1:27"
      ),
      ("animals: [{Owl: {eyes: 1.5}}]", .notInteger(value: "1.5"), "1:24-1:27"),
      ("animals: [{Owl: {eyes: =3 / 2}}]", .notInteger(value: "1.5"), "1:24-1:30"),
      (
        "animals: [{Owl: {eyes: 9007199254740993}}]",
        .integerTooLarge(
          value: "9007199254740993", limit: 1 << 53), "1:24-1:40"
      ),
      (
        "animals: [{Owl: {eyes: 1e400}}]", .integerTooLarge(value: "1e400", limit: 1 << 53),
        "1:24-1:29"
      ),
      ("animals: [{Fish: [1e400]}]", .notFinite(value: "1e400"), "1:19-1:24"),
      ("animals: [{Fish: [-.INF]}]", .notFinite(value: "-.INF"), "1:19-1:24"),
      ("animals: [{Owl: {eyes: .NaN}}]", .notFinite(value: ".NaN"), "1:24-1:28"),
      (
        "{animals: [], visits: {monday: many}}",
        .wrongType(
          expected: .integer, found: .plain("many")), "1:32-1:36"
      ),
      (
        "{animals: [], visits: [1]}", .wrongType(expected: .mapping(keys: []), found: .list),
        "1:23-1:26"
      ),
      (
        "{animals: [], shape: [null, x]}", .wrongType(expected: .integer, found: .plain("x")),
        "1:29-1:30"
      ),
      (
        "{animals: [], awake: 'true'}", .wrongType(expected: .boolean, found: .quoted("true")),
        "1:22-1:28"
      ),
      ("{animals: [], variables: {a-b: 1}}", .variableName("a-b"), "1:27-1:30"),
      (
        "{animals: [], variables: [1]}", .wrongType(expected: .mapping(keys: []), found: .list),
        "1:26-1:29"
      ),
      (
        "[Owl]",
        .wrongType(
          expected: .mapping(keys: ["variables", "animals", "shape", "visits", "awake"]),
          found: .list), "1:1-1:6"
      ),
    ] as [(String, DecodingProblem.Kind, String)])
  func `tells what is wrong and where`(
    text: String, kind: DecodingProblem.Kind, place: String
  ) {
    let decoding = Decoding(text, as: Keeper.self)
    #expect(decoding.value == nil)
    #expect(decoding.kinds == [kind])
    #expect(decoding.places == [place])
  }

  @Test func `tells every problem of a file`() {
    let decoding = Decoding(
      """
      animals:
        - Owl: {eyes: none, mod: calm}
        - Cat
        - Fish: [-1, deep]
      visits: {monday: 1.5}
      awake: yes
      """, as: Keeper.self)
    #expect(decoding.value == nil)
    #expect(
      Set(decoding.places)
        == ["2:17-2:21", "2:23-2:26", "3:5-3:8", "4:12-4:14", "4:16-4:20", "5:18-5:21", "6:8-6:11"])
    #expect(decoding.problems.count == 7)
  }

  @Test func `reads variables that use those above them`() throws {
    let variables = Decoding("{a: 2, b: =a * 3, c: =a + b}", as: Variables.self)
    #expect(variables.problems.isEmpty)
    #expect(variables.value == Variables([("a", 2), ("b", 6), ("c", 8)]))
    #expect(variables.value?["b"] == 6)
    #expect(variables.value?["d"] == nil)
  }

  @Test(arguments: ["{b: =a, a: 1}", "{b: =b}"])
  func `tells variables that have no value yet from those that do not exist`(text: String) {
    let name = text.contains("a: 1") ? "a" : "b"
    let kinds = Decoding(text, as: Variables.self).kinds
    #expect(
      kinds == [
        .formula(
          .laterVariable(name: name, offset: 0), text: "=" + name,
          variables: name == "a" ? ["b", "a"] : ["b"])
      ])
  }

  @Test func `tells a variable's problem once, not at each use`() {
    let decoding = Decoding(
      "{variables: {a: x, b: =a}, animals: [{Fish: [=a, =b + a]}], visits: {c: =2 * a}}",
      as: Keeper.self)
    #expect(decoding.kinds == [.wrongType(expected: .number, found: .plain("x"))])
  }

  @Test func `tells nothing more about what the reader has already told`() {
    for text in ["animals: *nobody", "{animals: [*nobody], shape: *nobody, awake: *nobody}"] {
      #expect(Decoding(text, as: Keeper.self).problems.isEmpty)
    }
  }

  @Test func `gives formulas that overflow no value, and says so`() {
    let decoding = Decoding("[1, =10^400 - 10^400, 3]", as: [Double].self)
    #expect(decoding.value == nil)
    #expect(
      decoding.kinds == [
        .formula(
          .notFinite(text: "^", offset: 2), text: "=10^400 - 10^400", variables: [])
      ])
  }

  @Test func `reads arguments through an alias and a merge`() throws {
    let decoding = Decoding(
      """
      animals:
        - Owl: &owl {eyes: 3}
        - Owl: *owl
        - Owl: {<<: *owl, mood: wild}
      """, as: Keeper.self)
    #expect(decoding.problems.isEmpty)
    let owls = try #require(decoding.value).animals.compactMap { $0.value as? Owl }
    #expect(owls.map { $0.eyes } == [3, 3, 3])
    #expect(owls.map { $0.mood } == [.calm, .calm, .wild])
  }
}
