import Testing
import YAML

/// `<<`, after https://yaml.org/type/merge.html.
struct MergeTests {
  @Test func explicitKeysWinWhereverTheyStand() {
    let reading = Reading(
      """
      base: &base {units: 1, name: a}
      layer:
        units: 2
        <<: *base
        name: b
        more: 3
      """)
    #expect(reading.problems.isEmpty)
    #expect(reading.entries("layer").map { $0.name } == ["units", "name", "more"])
    #expect(reading.node("layer", "units")?.text == "2")
    #expect(reading.node("layer", "name")?.text == "b")
    #expect(reading.node("layer")?.range.places == "3:3-6:10")
  }

  @Test func mergedEntriesKeepTheirRanges() {
    let reading = Reading("a: &a {x: 1}\nb: {<<: *a, y: 2}\n")
    let entries = reading.entries("b")
    #expect(entries.map { $0.name } == ["x", "y"])
    #expect(entries.map { $0.key.range.places } == ["1:8-1:9", "2:13-2:14"])
    #expect(entries.map { $0.value.range.places } == ["1:11-1:12", "2:16-2:17"])
  }

  @Test func earlierMappingsWinOverLater() {
    let reading = Reading("- &a {x: 1}\n- &b {x: 2, y: 3}\n- {<<: [*a, *b, {y: 4, z: 5}]}\n")
    #expect(reading.problems.isEmpty)
    #expect(reading.entries(2).map { $0.name } == ["x", "y", "z"])
    #expect(reading.entries(2).map { $0.value.text } == ["1", "3", "5"])
  }

  @Test func mergedMappingsMayHaveMerged() {
    let reading = Reading("- &a {x: 1}\n- &b {<<: *a, y: 2}\n- {<<: *b}\n")
    #expect(reading.entries(2).map { $0.name } == ["x", "y"])
  }

  @Test func quotedOrTaggedIsAnOrdinaryKey() {
    let reading = Reading("- {'<<': 1}\n- {!!str <<: 2}\n")
    #expect(reading.problems.isEmpty)
    #expect(reading.node(0, "<<")?.text == "1")
    #expect(reading.node(1, "<<")?.text == "2")
  }

  @Test func valueMustBeMappings() {
    let reading = Reading("a: &a 1\nb:\n  <<: *a\n  x: 1\nc: {<<: [{y: 2}, z]}\nd: {<<: }\n")
    #expect(reading.problems.map { $0.kind } == [.invalidMerge, .invalidMerge, .invalidMerge])
    #expect(reading.problems.map { $0.range.places } == ["3:7-3:9", "5:18-5:19", "6:8-6:8"])
    #expect(reading.problems.map { $0.related?.places } == ["1:7-1:8", nil, nil])
    #expect(reading.entries("b").map { $0.name } == ["x"])
    #expect(reading.entries("c").map { $0.name } == ["y"])
  }

  @Test func twiceIsADuplicate() {
    let reading = Reading("- &a {x: 1}\n- {<<: *a, <<: {y: 2}}\n")
    #expect(reading.problems.map { $0.kind } == [.duplicateKey("<<")])
    #expect(reading.problems.first?.range.places == "2:12-2:14")
    #expect(reading.problems.first?.related?.places == "2:4-2:6")
  }

  @Test func mergingAMappingIntoItselfIsReported() {
    let reading = Reading("a: &a\n  <<: *a\n  x: 1\n")
    #expect(reading.problems.map { $0.kind } == [.recursiveAlias("a")])
    #expect(reading.problems.first?.range.places == "2:7-2:9")
    #expect(reading.problems.first?.related?.places == "1:4-1:6")
    #expect(reading.entries("a").map { $0.name } == ["x"])
  }
}
