import CheckSupport
import Experiments
import Testing

/// What Keras, PyTorch, Ludwig and Hydra call things, written where a person would write it.
struct OtherNamesTests {
  private static let text = """
    data: {source: {ramp: {length: 5}}, input: {reshape: [5, 1, 1]}, target: {reshape: [5, 1]}}
    model: [{LSTM: {units: 2}}, {Dense: {units: 1}}]
    training: {loss: mean_squared_error, optimizer: Adam, epochs: 2}

    """

  /// None is a key at the top of a file, each is one problem, and what is to be written is in the language.
  @Test(arguments: KeyPlaces.otherNames.keys.sorted())
  func saysWhatToWrite(name: String) throws {
    let diagnostics = Checking.diagnostics(
      of: Checking.file(Array((Self.text + "\(name): 1").utf8)))
    #expect(diagnostics.count == 1 && diagnostics[0].code == .unknownKey, "\(diagnostics)")
    let advice = try #require(diagnostics[0].label?.text)
    #expect(!advice.hasPrefix("known:"), "\(advice)")
    for part in advice.split(separator: "`", omittingEmptySubsequences: false).enumerated()
    where part.offset % 2 == 1 {
      let key = part.element.prefix { $0.isLetter || $0 == "_" || $0.isNumber }
      let isLayer = part.element.hasPrefix("- ") || part.element == "#" || key == "Embedding"
      #expect(isLayer || KeyPlaces.path(to: String(key)) != nil, "`\(part.element)` in \(advice)")
    }
  }

  /// What is missing elsewhere goes without saying; what is missing besides does not.
  @Test func tellsOneProblemOnce() {
    func told(_ text: String) -> [String] {
      Checking.diagnostics(of: Checking.file(Array(text.utf8))).map {
        "\($0.code.rawValue) \($0.offset)"
      }
    }
    let lines = Self.text.split(separator: "\n").map { String($0) }
    #expect(told("\(lines[0])\nlayers: []\n\(lines[2])") == ["LAB1003 92"])
    #expect(told("\(lines[0])\nmodel: [{LSTM: {unit: 2}}, {Dense: {}}]\n\(lines[2])").count == 2)
    #expect(told("\(lines[0])\nmodel: [{LSTM: {}}, {Dense: {unit: 2}}]\n\(lines[2])").count == 2)
  }
}
