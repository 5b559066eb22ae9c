import Diagnostics
import Testing

@Suite struct JUnitFindingsTests {
  @Test func document() {
    let expected = #"""
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="lstm-lab" tests="7" failures="4" errors="0" skipped="1">
        <testsuite name="runs/100%, ü: &lt;a&amp;b&gt;.yaml" tests="1" failures="1" errors="0" skipped="0">
          <testcase classname="runs/100%, ü: &lt;a&amp;b&gt;.yaml" name="100%, ü: &lt;a&amp;b&gt;">
            <failure message="LSTM has no argument `units,` at 100%: {a}" type="LAB1003">runs/100%, ü: &lt;a&amp;b&gt;.yaml:2:8: error[LAB1003]: LSTM has no argument `units,` at 100%: {a}
          2 |   - ü: unitz
            |        ^^^^^ did you mean `units`?��or "not" &lt;so&gt; &amp; �
        runs/base.yaml:1:1:
          1 | model: 1
            | ^^^^^ inherited here</failure>
          </testcase>
        </testsuite>
        <testsuite name="b.yaml" tests="1" failures="1" errors="0" skipped="0">
          <testcase classname="b.yaml" name="b">
            <failure message="text behind a value" type="LAB0009">b.yaml:1:4: error[LAB0009]: text behind a value
          1 | a: [1,
            |    ^^^

      b.yaml: error[LAB3007]: its reports would be those of `a`
        = rename one</failure>
          </testcase>
        </testsuite>
        <testsuite name="m.yaml" tests="5" failures="2" errors="0" skipped="1">
          <testcase classname="m.yaml" name="m/seed=1"/>
          <testcase classname="m.yaml" name="m/seed=2">
            <failure message="there is no variable `lenth`" type="LAB1012">--set:1:1: error[LAB1012]: there is no variable `lenth`
          1 | lenth=3
            | ^^^^^ did you mean `length`?</failure>
          </testcase>
          <testcase classname="m.yaml" name="m/seed=3">
            <failure message="there is no variable `lenth`" type="LAB1012">--set:1:1: error[LAB1012]: there is no variable `lenth`
          1 | lenth=3
            | ^^^^^ did you mean `length`?</failure>
          </testcase>
          <testcase classname="m.yaml" name="m/seed=4">
            <skipped message="the run was stopped before it ended"/>
          </testcase>
          <testcase classname="m.yaml" name="m/seed=5"/>
        </testsuite>
      </testsuites>

      """#
    let text = FindingsFormat.junit.document(of: SampleFindings.all, version: "1.2.3")
    #expect(text == expected)
  }

  /// What is wrong with a file bars each of its experiments.
  @Test func everyCaseTellsWhatIsWrongWithTheFile() {
    let missing = Diagnostic(.missingKey, "no `model`", file: "b.yaml")
    let findings = SampleFindings.findings([
      FileFindings(
        path: "b.yaml", name: "b", hasMatrix: true, diagnostics: [SampleFindings.wholeFile],
        experiments: [
          ExperimentFindings(name: "b/seed=1", status: .invalid, diagnostics: []),
          ExperimentFindings(name: "b/seed=2", status: .invalid, diagnostics: [missing]),
        ])
    ])
    let expected = #"""
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="lstm-lab" tests="2" failures="2" errors="0" skipped="0">
        <testsuite name="b.yaml" tests="2" failures="2" errors="0" skipped="0">
          <testcase classname="b.yaml" name="b/seed=1">
            <failure message="its reports would be those of `a`" type="LAB3007">b.yaml: error[LAB3007]: its reports would be those of `a`
        = rename one</failure>
          </testcase>
          <testcase classname="b.yaml" name="b/seed=2">
            <failure message="its reports would be those of `a`" type="LAB3007">b.yaml: error[LAB3007]: its reports would be those of `a`
        = rename one

      b.yaml: error[LAB1001]: no `model`</failure>
          </testcase>
        </testsuite>
      </testsuites>

      """#
    #expect(FindingsFormat.junit.document(of: findings, version: "1.2.3") == expected)
  }

  /// XML 1.0, 2.2: no control characters but tab, LF and CR, and neither U+FFFE nor U+FFFF; 3.3.3:
  /// white space in attributes lasts only as a reference.
  @Test func charactersThatXMLBars() {
    let diagnostic = Diagnostic(
      .forbiddenCharacter, "a\tb\nc\rd\u{0}\u{8}\u{1b}\u{7f}\u{fffe}\u{ffff}\u{1f600}'\"",
      file: "a.yaml")
    let findings = SampleFindings.findings([
      FileFindings(path: "a.yaml", name: "a", diagnostics: [diagnostic])
    ])
    let text = FindingsFormat.junit.document(of: findings, version: "1.2.3")
    let bad = "\u{fffd}"
    let attribute =
      "a&#9;b&#10;c&#13;d\(bad)\(bad)\(bad)\u{7f}\(bad)\(bad)\u{1f600}'&quot;"
    // The text for people has none of them to begin with, and spaces for tabs.
    let content =
      "a    b\(bad)c\(bad)d\(bad)\(bad)\(bad)\(bad)\(bad)\(bad)\u{1f600}'\""
    #expect(text.contains(#"<failure message="\#(attribute)" type="LAB0002">"#), "\(text)")
    #expect(text.contains("error[LAB0002]: \(content)</failure>"), "\(text)")
  }

  @Test func sectionEndIsEscaped() {
    let diagnostic = Diagnostic(.malformed, "]]>", file: "a.yaml")
    let findings = SampleFindings.findings([
      FileFindings(path: "a.yaml", name: "a", diagnostics: [diagnostic])
    ])
    #expect(
      FindingsFormat.junit.document(of: findings, version: "1.2.3")
        .contains("error[LAB0009]: ]]&gt;</failure>"))
  }
}
