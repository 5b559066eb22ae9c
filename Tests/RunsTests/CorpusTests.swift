import Diagnostics
import Experiments
import Testing

/// Bad experiment files, one mistake each, and what a person is told about them: a newcomer should
/// know from the text alone what is wrong, where, and what to do.
///
/// `Corpus/NAME.yaml` is the file and `Corpus/NAME.txt` the exact text. A text that is missing is
/// recorded, and fails; a text that is empty says that nothing is wrong.
@Suite struct CorpusTests {
  @Test(arguments: Corpus.names)
  func `tells what is wrong, where, and what to do`(name: String) throws {
    let told = Corpus.diagnostics(of: name)
    let expected = try Corpus.expectedDiagnostics(of: name, recording: told)
    #expect(told == expected, "\(Corpus.firstDifference(expected, told))")
  }

  @Test func `has a file for every text, and enough of both`() throws {
    #expect(Corpus.names.count > 150)
    #expect(Corpus.textNames == Corpus.names)
  }

  /// Every code that `check` can give is met at least once, apart from those that need a hostile
  /// file.
  @Test func `meets every kind of problem`() {
    let elsewhere: Set<DiagnosticCode> = [
      // The reader's own tests have these; no person writes such files by mistake.
      .forbiddenCharacter, .tooLarge, .key, .merge, .directive,
      // The end-to-end tests have these: they need a run, or several files.
      .unreadableFile, .diverged, .loss, .predictions, .sameReport, .metric,
      // Those of `verify`.
      .staleResult, .wrongResult, .missingResult, .orphanedResult,
      // The command line's.
      .override,
    ]
    let told = Corpus.names.map { Corpus.diagnostics(of: $0) }.joined()
    for code in DiagnosticCode.allCases where !elsewhere.contains(code) {
      #expect(told.contains("error[\(code.rawValue)]"), "\(code) is not in the corpus")
    }
  }
}
