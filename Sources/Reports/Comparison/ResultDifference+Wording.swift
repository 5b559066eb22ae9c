package import Diagnostics
import Documents
import Schemas

extension ResultDifference {
  /// The difference in words.
  ///
  /// - Parameter file: the experiment's file, as messages show it; nil: the result's own path
  package func diagnostic(of file: String?) -> Diagnostic {
    let file = file ?? path
    switch kind {
    case .stale(let changes):
      return Diagnostic(
        .staleResult, "`\(path)` is stale: \(Self.listed(changes))", file: file,
        help: "run the experiment again, and commit what it writes")
    case .wrong(let place):
      return Diagnostic(
        .wrongResult, "`\(path)` is wrong from line \(place.line) on\(epoch(place))", file: file,
        help: place.text)
    case .beyond(let name, let committed, let now, let tolerance):
      return Diagnostic(
        .wrongResult,
        "`\(name)` in `\(path)` is \(Self.text(committed)), and now \(Self.text(now)): more than "
          + "\(Double.spell(tolerance)) apart", file: file,
        help: "look for what has changed, or allow more with --tolerance")
    case .missing:
      return Diagnostic(
        .missingResult, "there is no `\(path)`", file: file,
        help: "run the experiment, and commit what it writes")
    case .unreadable(let problem):
      return Diagnostic(
        .wrongResult, problem.isEmpty ? "`\(path)` cannot be read" : problem, file: file,
        help: "commit what a new run writes")
    case .orphan:
      return Diagnostic(
        .orphanedResult, "no experiment gives `\(path)`", file: file,
        help: "`lstm-lab run PATH --prune` removes results without an experiment")
    }
  }

  /// What the line of a history is of.
  private func epoch(_ place: Place) -> String {
    guard path.hasSuffix("/" + ResultsFolder.history), place.line > 1 else { return "" }
    return ", which is epoch \(place.line - 1)"
  }

  private static func text(_ number: Double?) -> String {
    number.map { NumberText.text($0) ?? NumberText.word($0) } ?? "not there"
  }

  /// More changes are counted.
  private static let limit = 3

  private static func listed(_ changes: [String]) -> String {
    changes.count <= limit
      ? changes.joined(separator: "; ")
      : changes.prefix(limit).joined(separator: "; ") + "; and \(changes.count - limit) more"
  }
}

extension ResultDifference.Place {
  /// Columns of a line that are shown.
  private static let width = 56

  /// Both lines, of long ones the stretch in which they begin to differ.
  fileprivate var text: String {
    let (old, new) = (Array(committed ?? ""), Array(now ?? ""))
    let same = zip(old, new).prefix { $0 == $1 }.count
    func shown(_ line: [Character]?) -> String {
      guard let line else { return "nothing more" }
      let start = line.count <= Self.width ? 0 : max(0, same - 2 * Self.width / 3)
      let part = String(line[min(start, line.count)...].prefix(Self.width)).drop { $0 == " " }
      return (start > 0 ? "…" : "") + "`\(part)`" + (start + Self.width < line.count ? "…" : "")
    }
    if let committed, committed.unicodeScalars.last == "\r" {
      return "its lines end in CR LF: put `results/** -text` into `.gitattributes`, and run it "
        + "again"
    }
    return "committed \(shown(committed.map { Array($0) })), now \(shown(now.map { Array($0) }))"
  }
}
