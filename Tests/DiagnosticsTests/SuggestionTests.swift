import Diagnostics
import Testing

/// Did you mean: the names that a person may have meant, and those that nobody means.
@Suite struct SuggestionTests {
  private static let keys = [
    "units", "return_sequences", "stateful", "batch_size", "learning_rate", "LSTM", "Dense",
    "TimeDistributed", "glorot_uniform", "a",
  ]

  @Test(arguments: [
    ("unit", "units"), ("untis", "units"), ("Units", "units"),
    ("return_sequence", "return_sequences"),
    ("returnSequences", "return_sequences"), ("return sequences", "return_sequences"),
    ("batchsize", "batch_size"), ("learning-rate", "learning_rate"), ("lstm", "LSTM"),
    ("LTSM", "LSTM"), ("lr", "learning_rate"), ("dense", "Dense"), ("Dence", "Dense"),
    ("time_distributed", "TimeDistributed"),
    ("GlorotUniform", "glorot_uniform"), ("glorot_unifrom", "glorot_uniform"), ("A", "a"),
  ])
  func `suggests what is meant`(name: String, meant: String) {
    #expect(Suggestion.text(for: name, among: Self.keys) == "did you mean `\(meant)`?")
  }

  @Test(arguments: ["dropout", "x", "", "Conv2D", "optimizer"])
  func `suggests nothing that is not near`(name: String) {
    #expect(Suggestion.text(for: name, among: Self.keys).hasPrefix("known: `units`, `return_"))
  }

  @Test func `is quick and quiet about names of any length`() {
    let long = String(repeating: "units", count: 100_000)
    #expect(Suggestion.text(for: long, among: Self.keys).hasPrefix("known: "))
  }

  @Test func `says so where there are no names`() {
    #expect(Suggestion.text(for: "units", among: []) == "there are none: remove it")
  }
}
