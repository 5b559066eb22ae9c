import Diagnostics
import TestSupport
import Testing

@Suite struct SARIFFindingsTests {
  @Test func document() {
    var text = FindingsFormat.sarif.document(of: SampleFindings.all, version: "1.2.3")
    // The pages on the codes have their own tests.
    for code in [DiagnosticCode.malformed, .unknownKey, .override, .sameReport] {
      for (name, part) in [("title", code.explanation.title), ("text", code.explanation.text)] {
        let doubled = part.replacing("{", with: "{{").replacing("}", with: "}}")
        text = text.replacing(#""\#(doubled)""#, with: #""(\#(name) of \#(code.rawValue))""#)
      }
    }
    let difference = Snapshot.difference(of: text, from: "findings.sarif")
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test func addressesAreEncodedBelowTheRoot() {
    let text = FindingsFormat.sarif.document(of: SampleFindings.all, version: "1.2.3")
    // ü is C3 BC in UTF-8.
    #expect(
      text.contains(
        #""uri": "project/runs/100%25%2C%20%C3%BC%3A%20%3Ca%26b%3E.yaml""#), "\(text)")
  }

  @Test func bracesAreDoubled() {
    let text = FindingsFormat.sarif.document(of: SampleFindings.all, version: "1.2.3")
    #expect(text.contains("LSTM has no argument `units,` at 100%: {{a}}\\n"), "\(text)")
  }

  @Test func nothingFoundHasNoResultsAndNoRules() {
    let findings = SampleFindings.findings([FileFindings(path: "a.yaml", name: "a")])
    let text = FindingsFormat.sarif.document(of: findings, version: "1.2.3")
    #expect(text.contains(#""results": []"#), "\(text)")
    #expect(text.contains(#""rules": []"#), "\(text)")
  }
}
