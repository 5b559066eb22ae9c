import Diagnostics
import Testing

@Suite struct GitHubFindingsTests {
  private let lines = FindingsFormat.github.document(of: SampleFindings.all, version: "1.2.3")
    .split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }

  @Test func propertiesAndTextAreEscaped() {
    #expect(
      lines[0]
        == "::error file=project/runs/100%25%2C ü%3A <a&b>.yaml,line=2,col=8,endLine=2,"
        + "endColumn=13,title=LAB1003::LSTM has no argument `units,` at 100%25: {a}"
        + "%0Adid you mean `units`?%0D%0Aor \"not\" <so> & \u{1}")
  }

  @Test func columnsNeedOneLine() {
    #expect(
      lines[1]
        == "::error file=project/b.yaml,line=1,endLine=2,title=LAB0009::text behind a value")
  }

  @Test func wholeFileHasNoLine() {
    #expect(
      lines[2] == "::error file=project/b.yaml,title=LAB3007::its reports would be those of `a`"
        + "%0Arename one")
  }

  @Test func commandLineIsNoFileAndIsShownOnce() {
    #expect(
      lines[3] == "::error title=LAB1012::--set: there is no variable `lenth`"
        + "%0Adid you mean `length`?%0Aat the matrix's point m/seed=2")
    #expect(lines[4...] == [""])
  }

  @Test func nothingFoundIsNothing() {
    let findings = SampleFindings.findings([FileFindings(path: "a.yaml", name: "a")])
    #expect(FindingsFormat.github.document(of: findings, version: "1.2.3") == "")
  }
}
