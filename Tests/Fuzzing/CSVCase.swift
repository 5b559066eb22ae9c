import Datasets
import Documents
import Files
import Schemas
package import TestSupport
import YAML

/// Made bytes as a file of comma-separated values, read by many descriptions of it.
package enum CSVCase {
  /// The bytes that follow from a seed: a table, then some bytes of it changed.
  package static func bytes(_ seed: UInt64) -> [UInt8] {
    var random = TestRandom(seed: seed)
    var text: [UInt8] = []
    let columns = random.integer(1...5)
    let separator = random.element([",", ",", ";", "\t", "|"])
    for row in 0...random.integer(0...40) {
      var cells: [String] = []
      for column in 0..<columns { cells.append(row == 0 ? "c\(column)" : cell(&random)) }
      text += Array(cells.joined(separator: separator).utf8)
      text += Array(random.element(["\n", "\n", "\n", "\r\n", "\n\n"]).utf8)
    }
    for _ in 0..<random.integer(0...6) {
      if text.isEmpty { break }
      let place = random.integer(0...text.count - 1)
      switch random.integer(0...5) {
      case 0: text.remove(at: place)
      case 1: text.insert(UInt8(random.integer(0...255)), at: place)
      case 2: text[place] = random.element([0x22, 0x2c, 0x0a, 0x0d, 0x23, 0, 0xff, 0x2d])
      case 3: text.insert(contentsOf: [0x22, 0x22], at: place)
      case 4: text += text[place...].prefix(200)
      default: text.removeSubrange(place..<min(place + random.integer(1...30), text.count))
      }
    }
    // Sometimes a file of several pieces, so that records lie across their ends.
    if random.integer(0...300) == 0, !text.isEmpty {
      let copies = (1 << 21) / text.count
      return Array(repeatElement(text, count: copies).joined())
    }
    return text
  }

  private static func cell(_ random: inout TestRandom) -> String {
    random.element([
      "\(random.integer(-1000...1000))", "0.\(random.integer(0...1_000_000))",
      "1e\(random.integer(-400...400))",
      "", "NA", "-.5", "5.", "+7", "12345678901234567890123", "a b", "\"quoted, \"\"twice\"\"\"",
      "2025-01-\(random.integer(1...40))", "2025-02-28 23:59:59.5", "\"\n\"", "é", "'", " 3 ",
    ])
  }

  /// What does not hold of some bytes: the reader neither accepts a table that is none nor loses rows.
  package static func violations(of bytes: [UInt8], in folder: TestFolder) throws -> [String] {
    let path = try folder.write(bytes: bytes, to: "case.csv")
    var problems: [String] = []
    for options in descriptions {
      let parsed = Parser.parse(Source(name: "csv", bytes: Array(options.utf8)))
      var decoder = Decoder()
      guard let root = parsed.root, let source = CSVSource.decode(root, .none, &decoder) else {
        return ["the description is not read: \(decoder.problems)"]
      }
      let context = SourceContext(seed: 1) { _ throws(FileProblem) in
        try RegularFile(try .named(path))
      }
      do throws(DataError) {
        guard case .table(let table) = try source.load(context) else { return ["no table"] }
        if !table.columns.allSatisfy({ $0.count == table.rowCount }) {
          problems.append("\(options): columns of different lengths")
        }
        if options == allTexts { problems += differences(table, from: bytes) }
      } catch {
        // A refusal is an answer.
      }
    }
    return problems
  }

  private static let allTexts =
    "{file: f, header: false, comment: \"\\u0001\", columns: {a: text, b: text}}"

  private static let descriptions = [
    "{file: f}", allTexts, "{file: f, delimiter: ;, decimal: \",\"}",
    "{file: f, columns: {c0: category, c1: time}, missing: {tokens: [NA]}}",
    "{file: f, columns: [c0], missing: {tokens: [NA, \"-.5\"], fill: drop}}",
  ]

  /// Every row of two cells as the simple reader of reports has it.
  private static func differences(_ table: Table, from bytes: [UInt8]) -> [String] {
    let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    guard let text = String(validating: isMarked ? bytes.dropFirst(3) : bytes[...], as: UTF8.self),
      // The simple reader takes a carriage return for none wherever it stands.
      !bytes.contains(0x0d)
    else { return [] }
    let rows = CSVText.rows(of: text).filter { $0 != [""] }
    // A quote inside a cell without quotes means nothing; the simple reader takes it for one.
    if text.contains("\"") { return [] }
    guard rows.allSatisfy({ $0.count == 2 }) else {
      return ["rows of other than two cells are accepted"]
    }
    let columns = table.columns.map { column -> [String] in
      if case .texts(let texts) = column.values { texts } else { [] }
    }
    for index in 0..<2 where columns[index] != rows.map({ $0[index] }) {
      return [
        "column \(index) is \(columns[index].prefix(5)), not \(rows.map { $0[index] }.prefix(5))"
      ]
    }
    return []
  }

  /// How many numbers of a file's first column, as float32, are not those of a file of such numbers.
  package static func compare(_ path: String, _ floats: String) throws -> (count: Int, unlike: Int)
  {
    var source = CSVSource()
    source.file = path
    let context = SourceContext(seed: 1) { path throws(FileProblem) in
      try RegularFile(try .named(path))
    }
    guard case .table(let table) = try source.load(context),
      let numbers = table.columns[0].numbers
    else { return (0, 0) }
    let bytes = try RegularFile(try .named(floats)).bytes(limit: .max)
    guard bytes.count == 4 * numbers.count else { return (numbers.count, numbers.count) }
    let unlike = numbers.indices.count { index in
      let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[index * 4 + $1]) << (8 * $1) }
      return Float(numbers[index]).bitPattern != bits
    }
    return (numbers.count, unlike)
  }

  /// Reads a file of numbers, and says how many bytes it has and how many numbers.
  package static func read(_ path: String) throws -> (bytes: Int, numbers: Int) {
    var source = CSVSource()
    source.file = path
    let context = SourceContext(seed: 1) { path throws(FileProblem) in
      try RegularFile(try .named(path))
    }
    guard case .table(let table) = try source.load(context) else { return (0, 0) }
    return (try RegularFile(try .named(path)).size, table.rowCount * table.columns.count)
  }
}
