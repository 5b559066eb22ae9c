import Documents

/// How `diff` writes what it finds.
package enum DiffFormat: String, Sendable, CaseIterable {
  case text, json, markdown, latex
}

extension ResultsDiff {
  /// All of it; nothing where nothing differs, but for JSON.
  package func text(_ format: DiffFormat) -> String {
    switch format {
    case .text: experiments.map { $0.text }.joined(separator: "\n")
    case .json: JSONText.text(of: .list(experiments.map { $0.value }))
    case .markdown: experiments.isEmpty ? "" : TableText.markdown(Self.columns, rows: rows)
    case .latex: experiments.isEmpty ? "" : TableText.latex(Self.columns, rows: rows)
    }
  }

  private static let columns: [TextTable.Column] = [
    .left("experiment"), .left("what"), .right("old"), .right("new"), .right("difference"),
    .right("relative"),
  ]

  private var rows: [[String]] { experiments.flatMap { $0.rows } }
}

extension ExperimentDifference {
  /// The words that say what became of it.
  private var word: String {
    switch kind {
    case .added: "added"
    case .removed: "removed"
    case .changed: "changed"
    case .renamed: "renamed"
    case .unreadable: "unreadable"
    }
  }

  private var verdict: String? {
    switch (old, new) {
    case (let old?, let new?): old == new ? nil : "\(old.rawValue) → \(new.rawValue)"
    case (let one?, nil), (nil, let one?): one.rawValue
    case (nil, nil): nil
    }
  }

  /// As people read it: a head, then keys and numbers one below the other.
  fileprivate var text: String {
    var head = "\(word)  "
    switch kind {
    case .renamed(let from): head += "\(from) → \(name)"
    case .unreadable(let problem): head += "\(name): \(problem)"
    case .added, .removed, .changed: head += name
    }
    if let verdict { head += "  (\(verdict))" }
    var text = head + "\n"
    text += configuration.map {
      "  \($0.path): \($0.old?.short ?? "not set") → \($0.new?.short ?? "not set")\n"
    }.joined()
    if !numbers.isEmpty {
      let columns: [TextTable.Column] = [
        .left("  number"), .right("old"), .right("new"), .right("difference"), .right("relative"),
      ]
      let rows = numbers.map { number in
        let (old, new) = number.texts
        return ["  " + number.path, old, new, number.difference, number.relative]
      }
      text += TextTable(columns, rows: rows).text()
    }
    if let firstEpoch { text += "  epoch \(firstEpoch) is the first that differs\n" }
    if kind == .changed, numbers.isEmpty, weightsDiffer { text += "  the weights differ\n" }
    return text
  }

  /// One row each for what tables list.
  fileprivate var rows: [[String]] {
    var rows: [[String]] = []
    switch kind {
    case .added: rows.append([name, "added", "", new?.rawValue ?? "", "", ""])
    case .removed: rows.append([name, "removed", old?.rawValue ?? "", "", "", ""])
    case .renamed(let from): rows.append([name, "renamed", from, name, "", ""])
    case .unreadable(let problem): rows.append([name, problem, "", "", "", ""])
    case .changed:
      if old != new {
        rows.append([name, "status", old?.rawValue ?? "", new?.rawValue ?? "", "", ""])
      }
    }
    rows += configuration.map {
      [name, $0.path, $0.old?.short ?? "not set", $0.new?.short ?? "not set", "", ""]
    }
    rows += numbers.map { number in
      let (old, new) = number.texts
      return [name, number.path, old, new, number.difference, number.relative]
    }
    if let firstEpoch { rows.append([name, "first epoch", "", "\(firstEpoch)", "", ""]) }
    return rows
  }

  /// As data, every digit of it.
  fileprivate var value: DataValue {
    var members: [DataValue.Member] = [
      .init("experiment", .string(name)), .init("kind", .string(word)),
    ]
    switch kind {
    case .renamed(let from): members.append(.init("from", .string(from)))
    case .unreadable(let problem): members.append(.init("problem", .string(problem)))
    case .added, .removed, .changed: break
    }
    func status(_ status: ReportStatus?) -> DataValue {
      status.map { .string($0.rawValue) } ?? .null
    }
    members.append(
      .init("status", .mapping([.init("old", status(old)), .init("new", status(new))])))
    members.append(
      .init(
        "configuration",
        .list(
          configuration.map {
            .mapping([
              .init("key", .string($0.path)), .init("old", $0.old ?? .null),
              .init("new", $0.new ?? .null),
            ])
          })))
    members.append(
      .init(
        "numbers",
        .list(
          numbers.map {
            .mapping([
              .init("path", .string($0.path)), .init("old", $0.old.map { .double($0) } ?? .null),
              .init("new", $0.new.map { .double($0) } ?? .null),
            ])
          })))
    members.append(.init("first_epoch", firstEpoch.map { .integer($0) } ?? .null))
    return .mapping(members)
  }
}

extension ExperimentDifference.Number {
  /// Both numbers in six digits, in all where six are the same.
  fileprivate var texts: (old: String, new: String) {
    let short = (Self.short(old), Self.short(new))
    return short.0 == short.1 ? (Self.exact(old), Self.exact(new)) : short
  }

  fileprivate var difference: String {
    guard let old, let new else { return "" }
    return (new > old ? "+" : "") + Self.short(new - old)
  }

  fileprivate var relative: String {
    guard let old, let new, old != 0, (new - old).isFinite else { return "" }
    let factor = new / old
    if factor >= 100 { return "×\(Self.short(factor, digits: 3))" }
    let share = (new - old) / abs(old) * 100
    let sign = share > 0 ? "+" : ""
    let text =
      abs(share) >= 0.01 && abs(share) < 1e6
      ? DecimalText.text(share, decimals: 2) : Self.short(share, digits: 2)
    return "\(sign)\(text) %"
  }

  private static func exact(_ number: Double?) -> String {
    number.map { NumberText.text($0) ?? NumberText.word($0) } ?? "none"
  }

  /// Rounded to some digits.
  private static func short(_ number: Double?, digits: Int = 6) -> String {
    number.map { DecimalText.significant($0, digits: digits) } ?? "none"
  }
}
