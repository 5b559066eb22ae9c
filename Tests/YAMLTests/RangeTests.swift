import Testing
import YAML

/// Where nodes stand. Places are counted by hand: line and column from 1, the end exclusive.
struct RangeTests {
  private func expect(
    _ node: Node?, _ places: String, _ excerpt: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(node?.range.places == places, sourceLocation: sourceLocation)
    #expect(node?.range.excerpt == excerpt, sourceLocation: sourceLocation)
  }

  @Test func blockCollections() {
    let reading = Reading("# head\na:\n  b: 1   # note\n  c:\n  - x\n  - yy\n\n# between\nd: 2\n\n")
    #expect(reading.problems.isEmpty)
    expect(reading.node("a"), "3:3-6:7", "b: 1   # note\n  c:\n  - x\n  - yy")
    expect(reading.node("a", "b"), "3:6-3:7", "1")
    expect(reading.node("a", "c"), "5:3-6:7", "- x\n  - yy")
    expect(reading.node("a", "c", 1), "6:5-6:7", "yy")
    expect(reading.node("d"), "9:4-9:5", "2")
    #expect(reading.node()?.range.places == "2:1-9:5")
    #expect(reading.entries().map { $0.key.range.places } == ["2:1-2:2", "9:1-9:2"])
    #expect(reading.entries("a").map { $0.name } == ["b", "c"])
  }

  @Test func indentedSequence() {
    let reading = Reading("a:\n  - - 1\n    - 2\n  - k: v\n    l: w\nb: 3\n")
    expect(reading.node("a"), "2:3-5:9", "- - 1\n    - 2\n  - k: v\n    l: w")
    expect(reading.node("a", 0), "2:5-3:8", "- 1\n    - 2")
    expect(reading.node("a", 1), "4:5-5:9", "k: v\n    l: w")
  }

  @Test func flowCollections() {
    let reading = Reading("a: {b: [1, two ], 'c' : {} }  \nd: [e: f , g]\n")
    expect(reading.node("a"), "1:4-1:29", "{b: [1, two ], 'c' : {} }")
    expect(reading.node("a", "b"), "1:8-1:17", "[1, two ]")
    expect(reading.node("a", "b", 1), "1:12-1:15", "two")
    expect(reading.node("a", "c"), "1:25-1:27", "{}")
    #expect(reading.entries("a").map { $0.key.range.excerpt } == ["b", "'c'"])
    expect(reading.node("d", 0), "2:5-2:9", "e: f")
    expect(reading.node("d", 1), "2:12-2:13", "g")
  }

  @Test func flowCollectionOverLines() {
    let reading = Reading("a: [\n  1,\n  2,\n]\nb: 3\n")
    expect(reading.node("a"), "1:4-4:2", "[\n  1,\n  2,\n]")
    expect(reading.node("a", 1), "3:3-3:4", "2")
  }

  @Test func quotedScalars() {
    let reading = Reading("a: 'it''s'\nb: \"x\\ty \" # c\nc: \"one\n  two\"\n")
    expect(reading.node("a"), "1:4-1:11", "'it''s'")
    #expect(reading.node("a")?.scalar == Scalar(text: "it's", isPlain: false, tag: nil))
    expect(reading.node("b"), "2:4-2:11", "\"x\\ty \"")
    #expect(reading.node("b")?.text == "x\ty ")
    expect(reading.node("c"), "3:4-4:7", "\"one\n  two\"")
    #expect(reading.node("c")?.text == "one two")
  }

  @Test func plainScalars() {
    let reading = Reading("a: one two   # c\nb: one\n  two\n\n  three\nc: =2 * n\n")
    expect(reading.node("a"), "1:4-1:11", "one two")
    #expect(reading.node("a")?.scalar == Scalar(text: "one two", isPlain: true, tag: nil))
    expect(reading.node("b"), "2:4-5:8", "one\n  two\n\n  three")
    #expect(reading.node("b")?.text == "one two\nthree")
    expect(reading.node("c"), "6:4-6:10", "=2 * n")
  }

  @Test func blockScalars() {
    let reading = Reading("a: |\n  one\n   two\n\nb: >-\n  x\n  y\nc: |\nd: 1\n")
    expect(reading.node("a"), "1:4-3:7", "|\n  one\n   two")
    #expect(reading.node("a")?.scalar == Scalar(text: "one\n two\n", isPlain: false, tag: nil))
    expect(reading.node("b"), "5:4-7:4", ">-\n  x\n  y")
    #expect(reading.node("b")?.text == "x y")
    expect(reading.node("c"), "8:4-8:5", "|")
    #expect(reading.node("c")?.text == "")
  }

  @Test func emptyValues() {
    let reading = Reading("a:\nb:   # c\nc:\n  -\n  - 1\nd: {e, f: , g: }\nh: &x\ni: !!str\n")
    expect(reading.node("a"), "1:3-1:3", "")
    expect(reading.node("b"), "2:3-2:3", "")
    expect(reading.node("c"), "4:3-5:6", "-\n  - 1")
    expect(reading.node("c", 0), "4:4-4:4", "")
    expect(reading.node("d", "e"), "6:6-6:6", "")
    expect(reading.node("d", "f"), "6:10-6:10", "")
    expect(reading.node("d", "g"), "6:15-6:15", "")
    expect(reading.node("h"), "7:6-7:6", "")
    expect(reading.node("i"), "8:9-8:9", "")
    #expect(reading.node("i")?.scalar == Scalar(text: "", isPlain: true, tag: .string))
  }

  @Test func emptyLastValueEndsTheBlockWhereItStands() {
    let reading = Reading("a:\n  b: 1\n  ? key\n\nc:\n  d:\n\ne: 1\n")
    expect(reading.node("a"), "2:3-3:8", "b: 1\n  ? key")
    expect(reading.node("a", "key"), "3:8-3:8", "")
    expect(reading.node("c"), "6:3-6:5", "d:")
  }

  @Test func explicitKeys() {
    let reading = Reading("? a\n: 1\n? b\n:\n")
    #expect(reading.problems.isEmpty)
    expect(reading.node("a"), "2:3-2:4", "1")
    expect(reading.node("b"), "4:2-4:2", "")
  }

  @Test func anchorsAndTagsAreNoPartOfTheRange() {
    let reading = Reading(
      """
      a: &one 1
      b: !!str   &two '2'
      c: &three
        d: 3
      e: &four # note
      - 4
      f: &five !!map {g: 5}
      &six h: 6
      i:
        &seven j: 7
      """)
    #expect(reading.problems.isEmpty)
    expect(reading.node("a"), "1:9-1:10", "1")
    expect(reading.node("b"), "2:17-2:20", "'2'")
    expect(reading.node("c"), "4:3-4:7", "d: 3")
    expect(reading.node("e"), "6:1-6:4", "- 4")
    expect(reading.node("f"), "7:16-7:22", "{g: 5}")
    #expect(reading.entries().map { $0.key.range.excerpt } == ["a", "b", "c", "e", "f", "h", "i"])
    #expect(reading.entries()[5].key.range.places == "8:6-8:7")
    // libyaml starts a mapping at its first key's anchor.
    #expect(reading.node("i")?.range.places == "10:3-10:14")
  }

  @Test func aliases() {
    let reading = Reading("a: &x [1, =n]\nb:\n  c: *x\nd: 2\n")
    #expect(reading.problems.isEmpty)
    let node = reading.node("b", "c")
    expect(node, "1:7-1:14", "[1, =n]")
    #expect(node?.alias?.places == "3:6-3:8")
    #expect(node?.place.places == "3:6-3:8")
    expect(reading.node("b", "c", 1), "1:11-1:13", "=n")
    #expect(reading.node("b", "c", 1)?.alias == nil)
    expect(reading.node("b"), "3:3-3:8", "c: *x")
  }

  @Test func laterAnchorOfTheSameNameWins() {
    let reading = Reading("a: &x 1\nb: *x\nc: &x 2\nd: *x\n")
    #expect(reading.problems.isEmpty)
    #expect(reading.node("b")?.text == "1")
    #expect(reading.node("d")?.text == "2")
  }

  @Test func anchorGivenAnewInsideItsOwnNode() {
    let reading = Reading("a: &x [&x 1, *x]\nb: *x\n")
    #expect(reading.problems.isEmpty)
    #expect(reading.node("a", 1)?.text == "1")
    #expect(reading.node("b")?.text == "1")
  }

  @Test func aliasAsKey() {
    let reading = Reading("a: &x k\n*x : v\n")
    #expect(reading.problems.isEmpty)
    #expect(reading.entries().map { $0.name } == ["a", "k"])
    #expect(reading.entries()[1].key.place.places == "2:1-2:3")
  }

  @Test func documentMarkersAreNoPartOfTheRoot() {
    let reading = Reading("%YAML 1.2\n---\na: 1\n...\n# end\n")
    #expect(reading.problems.isEmpty)
    #expect(reading.node()?.range.places == "3:1-3:5")
    #expect(Reading("--- x\n").node()?.range.places == "1:5-1:6")
  }

  @Test func coreTags() {
    let reading = Reading(
      "[!!str 1, !!int 1, !!float 1, !!bool y, !!null '', ! 1, !<tag:yaml.org,2002:int> 7]")
    #expect(reading.problems.isEmpty)
    let tags = (0..<7).map { reading.node($0)?.scalar?.tag }
    #expect(tags == [.string, .integer, .float, .boolean, .null, .string, .integer])
    expect(reading.node(6), "1:82-1:83", "7")
    #expect(Reading("!!map {a: !!seq [1]}").problems.isEmpty)
  }

  @Test func typesAreLeftToTheReader() {
    let reading = Reading("[no, 1e-3, 010, ~, .nan, null]")
    let texts = (0..<6).map { reading.node($0)?.text }
    #expect(texts == ["no", "1e-3", "010", "~", ".nan", "null"])
    #expect((0..<6).allSatisfy { reading.node($0)?.scalar?.isPlain == true })
  }
}
