import Documents
import Graphs
package import Schemas

/// Texts as sequences of numbers.
///
/// - Source: words as Keras's TextVectorization finds them by default: in lower case, without
///   punctuation, cut at white space.
package struct Tokens: Transformation {
  package static let title = "tokens"
  package static let summary =
    "Texts become sequences of numbers, one a word or a character: 0 is for padding, 1 for what is not in "
    + "the vocabulary, 2 is the most frequent of the training texts, and so on; of equally frequent ones "
    + "the order of their code points decides. An `Embedding` of them needs an `input_dim` of two more than "
    + "the vocabulary has."
  package static let keys: [Key<Tokens>] = [
    .optional("column", \.column, "The column of texts; the only one by default."),
    .optional("by", \.unit, "What a token is: `words` or `characters`."),
    .optional(
      "vocabulary", \.vocabulary, "How many are kept, the most frequent; all by default.",
      .within(1, 10_000_000)),
    .optional("lowercase", \.isLowercase, "Whether words are made lower case."),
    .optional(
      "punctuation", \.keepsPunctuation, "Whether words keep their punctuation."),
  ]
  package static let examples = [
    "tokens: {column: text, by: words, vocabulary: 200}", "tokens: {by: characters}",
  ]

  /// What a token is.
  package enum Unit: String, SchemaEnumeration {
    case words, characters

    package static let kind = "unit"
  }

  package var column: String?
  package var unit = Unit.words
  package var vocabulary: Int?
  package var isLowercase = true
  package var keepsPunctuation = false

  package init() {}

  /// Those that Keras strips.
  private static let punctuation = Set("!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~'".unicodeScalars)

  private func tokens(of text: String) -> [String] {
    switch unit {
    case .characters: return text.unicodeScalars.map { String($0) }
    case .words:
      let lower = isLowercase ? text.lowercased() : text
      let words = lower.unicodeScalars.split { $0.properties.isWhitespace }
      return words.compactMap { word in
        let kept = keepsPunctuation ? Array(word) : word.filter { !Self.punctuation.contains($0) }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: kept)
        return text.isEmpty ? nil : String(text)
      }
    }
  }

  package func apply(
    to content: SampleContent, _ context: inout SampleContext
  ) throws(DataError) -> SampleContent {
    let table = try content.table(for: Self.title)
    let texts = try texts(of: table).map { tokens(of: $0) }
    var counts: [String: Int] = [:]
    for sample in try context.training(count: texts.count) {
      for token in texts[sample] { counts[token, default: 0] += 1 }
    }
    let known = counts.sorted { a, b in
      a.value == b.value ? PreparedRows.precedes(a.key, b.key) : a.value > b.value
    }.prefix(vocabulary ?? counts.count)
    context.learned = .mapping([
      .init("size", .integer(known.count)),
      .init("tokens", .list(known.map { .string($0.key) })),
    ])
    let codes = Dictionary(
      uniqueKeysWithValues: known.enumerated().map { ($1.key, Float($0 + 2)) })
    return .numbers(
      Samples(
        lengths: texts.map { $0.count }, texts.flatMap { $0.map { codes[$0] ?? 1 } }))
  }

  private func texts(of table: Table) throws(DataError) -> [String] {
    let place =
      if let column { try table.place(of: column) } else {
        table.columns.firstIndex { $0.kind == .text }
      }
    guard let place else { throw .noColumns(step: Self.title) }
    guard case .texts(let texts) = table.columns[place].values else {
      throw .columnKind(table.columns[place].name, table.columns[place].kind, wanted: .text)
    }
    return texts
  }
}
