import Testing
import YAML

struct MalformedTextTests {
  @Test(arguments: MalformedText.all)
  func stopsAtTheMistake(_ expected: MalformedText) {
    let reading = Reading(expected.text)
    #expect(reading.result.root == nil)
    #expect(reading.problems.map { $0.kind } == [expected.kind])
    #expect(reading.problems.first?.range.places == expected.range)
    #expect(reading.problems.first?.related?.places == expected.related)
  }

  @Test(arguments: MalformedText.all)
  func findsTheSameWithOtherLineEnds(_ expected: MalformedText) {
    let text = expected.text.replacing("\n", with: "\r\n")
    let reading = Reading(text)
    #expect(reading.problems.map { $0.kind } == [expected.kind])
    #expect(reading.problems.first?.range.places == expected.range)
    #expect(reading.problems.first?.related?.places == expected.related)
  }

  @Test func earlierProblemsAreKept() {
    let reading = Reading("a: 1\na: 2\nb: *c\nd: [\n")
    // The mapping never ends, so its keys are not compared.
    #expect(
      reading.problems.map { $0.kind } == [
        .unknownAlias("c", anchors: []), .unclosedBracket("["),
      ])
    #expect(reading.result.root == nil)
  }

  /// Every beginning of a text, however it is cut, is read without a crash and with ranges inside.
  @Test func everyPrefixIsReadOrRefused() {
    for text in MalformedText.all.map({ $0.text }) {
      let bytes = Array(text.utf8)
      for count in bytes.indices where count < 200 {
        let reading = Reading(bytes: Array(bytes[..<count]))
        #expect(reading.result.root != nil || !reading.problems.isEmpty)
        for problem in reading.problems {
          #expect(problem.range.start <= problem.range.end)
          #expect(problem.range.end.offset <= count)
        }
      }
    }
  }
}
