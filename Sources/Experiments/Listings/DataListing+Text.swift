import Datasets
import Documents
import Graphs
import Training

extension DataListing {
  /// As people read it, in at most 80 columns where names are short.
  package var text: String {
    var sections: [String] = [sourceText]
    if let rows = samples.start.rows, section.split != nil {
      sections.append(
        "split\n"
          + Part.allCases.compactMap { part in
            let count = rows.parts.count { $0 == part }
            return count == 0 ? nil : "  \(part.name): \(count) rows\n"
          }.joined())
    }
    if !samples.start.steps.isEmpty {
      sections.append("prepare\n" + samples.start.steps.map { Self.text(of: $0) }.joined())
    }
    if let window = samples.start.windows?.window {
      let keys = window.encoded
      let shown = ["past", "ahead", "gap", "sampling", "stride"].compactMap { name -> String? in
        guard case .integer(let number) = keys[name] else { return nil }
        return "\(name) \(number)"
      }
      sections.append("window\n  " + shown.joined(separator: ", ") + "\n")
    }
    sections.append(
      (all(isTarget: false) + all(isTarget: true)).map { Self.text(of: $0) }.joined())
    sections.append(partsText)
    return sections.joined(separator: "\n")
  }

  private var sourceText: String {
    guard let table = samples.start.source else {
      let arrays = samples.start.named.map { name, content in
        guard case .numbers(let samples) = content else { return "  \(name)\n" }
        let differ = samples.lengths == nil ? "" : ", at most, of different lengths"
        return "  \(name): \(samples.shape)\(differ)\n"
      }
      return "source: \(section.source.name)\n" + arrays.joined()
    }
    let rows = table.columns.map { column -> [String] in
      switch column.values {
      case .numbers(let numbers):
        let known = numbers.filter { !$0.isNaN }
        let gaps = numbers.count - known.count
        let range =
          known.isEmpty
          ? "" : "\(Self.short(known.min() ?? 0)) to \(Self.short(known.max() ?? 0))"
        return [
          column.name, "number", range + (gaps == 0 ? "" : ", \(gaps) gaps"),
          Sparkline.text(of: numbers, width: 24),
        ]
      case .categories(let codes, let names):
        let gaps = codes.count { $0 < 0 }
        return [
          column.name, "category", "\(names.count) different" + (gaps == 0 ? "" : ", \(gaps) gaps"),
          Self.short(names.joined(separator: " "), 24),
        ]
      case .times(let times):
        let precision = Moment.Precision(showing: times)
        let ends = [times.first, times.last].map { ($0 ?? nil)?.text(precision) ?? "?" }
        return [column.name, "time", "\(ends[0]) to", ends[1]]
      case .texts(let texts):
        return [column.name, "text", "", Self.short(texts.first ?? "", 24)]
      }
    }
    let columns: [TextTable.Column] = [
      .left("  column"), .left("type"), .left("values"), .left(""),
    ]
    return "source: \(section.source.name), \(table.rowCount) rows\n"
      + TextTable(columns, rows: rows.map { ["  " + $0[0]] + $0.dropFirst() }).text()
  }

  private static func text(of step: DataStart.Step) -> String {
    var lines = "  \(step.name): \(step.rowCount) rows of "
    lines += short(step.columns.joined(separator: ", "), 48) + "\n"
    guard case .mapping(let learned) = step.learned else { return lines }
    for column in learned { lines += "    \(column.name): \(text(of: column.value))\n" }
    return lines
  }

  /// What was learned, on one line.
  private static func text(of value: DataValue) -> String {
    switch value {
    case .mapping(let members):
      members.map { "\($0.name) \(text(of: $0.value))" }.joined(separator: ", ")
    case .list(let items): short(items.map { text(of: $0) }.joined(separator: " "), 64)
    case .double(let number): short(number)
    case .float(let number): short(Double(number))
    case .integer(let number): "\(number)"
    case .string(let text): text
    case .boolean(let value): "\(value)"
    case .null: "-"
    }
  }

  private static func text(of one: Shaped) -> String {
    let samples = one.shaped.samples
    let sizes = ["null"] + samples.shape.dimensions.dropFirst().map { "\($0)" }
    var lines = "\(one.title): [\(sizes.joined(separator: ", "))]"
    if let columns = samples.columns {
      lines += " of " + short(columns.joined(separator: ", "), 50)
    }
    lines += "\n"
    for learned in one.shaped.learned { lines += "  \(learned.step): \(text(of: learned.value))\n" }
    return lines
  }

  private var partsText: String {
    var text = ""
    for part in Part.allCases {
      let all = experiment.parts.samples(of: part)
      guard let first = all.first, let last = all.last else { continue }
      text += "\(part.name): \(all.count) sample\(all.count == 1 ? "" : "s")"
      let filled = filledTargets(all)
      text += filled == 0 ? "\n" : ", \(filled) of them with a filled target\n"
      text += sampleText(first, "first")
      if last != first { text += sampleText(last, "last") }
    }
    return text
  }

  /// How many samples have a target that is no value of the source.
  private func filledTargets(_ all: [Int]) -> Int {
    guard let rows = samples.start.rows, rows.columns.contains(where: { !$0.filled.isEmpty }) else {
      return 0
    }
    let targets = self.all(isTarget: true).map { ($0.shaped.samples, $0.shaped.samples.ranges) }
    return all.count { sample in
      targets.contains { samples, ranges in
        rows.filled(of: samples, in: ranges[sample]).contains(true)
      }
    }
  }

  private func sampleText(_ index: Int, _ title: String) -> String {
    var text = "  \(title)"
    if let windows = samples.start.windows {
      let start = windows.starts[index]
      let past = windows.window.pastRows(of: start)
      let end = start + windows.window.ahead - 1
      let (behind, ahead) = (rows(past[0], past[past.count - 1]), rows(start, end))
      // On one line where it is short enough for a terminal.
      let isShort = behind.count + ahead.count < 50
      text += ": rows \(behind)," + (isShort ? " " : "\n    ") + "ahead \(ahead)"
    }
    text += "\n"
    for one in all(isTarget: false) + all(isTarget: true) {
      let samples = one.shaped.samples
      let range = samples.ranges[index]
      let numbers = samples.values[range].map { Self.short(Double($0)) }
      text += "    \(one.title): \(Self.listed(numbers))\n"
      guard let rows = samples.places == nil ? nil : self.samples.start.rows else { continue }
      let filled = rows.filled(of: samples, in: range)
      let originals = zip(rows.originals(of: samples, in: range), filled).map { value, isFilled in
        Self.short(value) + (isFilled ? "*" : "")
      }
      guard originals != numbers else { continue }
      text += "      in the source: \(Self.listed(originals))"
      text += (filled.contains(true) ? " (*: a gap, filled)" : "") + "\n"
    }
    return text
  }

  /// Rows as people know them: by time where there is one.
  private func rows(_ first: Int, _ last: Int) -> String {
    let times = samples.start.rows?.table.timeTexts
    func one(_ row: Int) -> String { times.map { $0[row] } ?? "\(row)" }
    return first == last ? one(first) : "\(one(first)) to \(one(last))"
  }

  /// The first and the last of many.
  private static func listed(_ numbers: [String]) -> String {
    numbers.count <= 8
      ? numbers.joined(separator: " ")
      : numbers.prefix(5).joined(separator: " ") + " … " + numbers.suffix(2).joined(separator: " ")
  }

  /// A number in a few digits.
  private static func short(_ number: Double) -> String {
    guard number.isFinite else { return NumberText.word(number) }
    if number == number.rounded(), abs(number) < 1e6 { return "\(Int(number))" }
    let size = abs(number)
    if size >= 1e6 || size < 1e-3 { return "\(Float(number))" }
    return DecimalText.text(number, decimals: size >= 100 ? 1 : size >= 1 ? 3 : 4)
  }

  private static func short(_ text: String, _ limit: Int) -> String {
    text.count <= limit ? text : text.prefix(limit - 1) + "…"
  }
}
