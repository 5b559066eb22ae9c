import YAML

/// The name that a person may have meant.
package enum Suggestion {
  /// More names than anybody reads through.
  private static let listLimit = 30
  /// Among more names the search would take long, for each of perhaps a thousand problems.
  private static let searchLimit = 200

  /// "did you mean `units`?", or the names that there are.
  package static func text(for name: String, among known: [String]) -> String {
    if let nearest = nearest(to: name, among: known) { return "did you mean `\(nearest)`?" }
    return known.isEmpty ? "there are none: remove it" : "known: \(list(known))"
  }

  /// Names in backquotes with commas; the first of many.
  package static func list(_ names: [String]) -> String {
    let shown = names.prefix(listLimit).map { "`\($0)`" }.joined(separator: ", ")
    return names.count > listLimit ? shown + " and \(names.count - listLimit) more" : shown
  }

  /// The name of which this one is the initials; else the nearest by edit distance, case ignored, if it
  /// is near enough to be meant: at most a third of the letters differ, and never all.
  package static func nearest(to name: String, among known: [String]) -> String? {
    let plain = folded(name)
    if let spelledOut = known.prefix(searchLimit).first(where: { initials(of: $0) == plain }) {
      return spelledOut
    }
    var best: (distance: Int, name: String)?
    for candidate in known.prefix(searchLimit) {
      let distance = editDistance(plain, folded(candidate))
      if distance < best?.distance ?? Int.max { best = (distance, candidate) }
    }
    guard let best else { return nil }
    let letters = max(plain.count, best.name.unicodeScalars.count)
    let isNear = best.distance <= max(1, letters / 3) && best.distance < letters
    return isNear ? best.name : nil
  }

  /// The first letters of two words or more: `mse` of `mean_squared_error`.
  private static func initials(of name: String) -> [Unicode.Scalar]? {
    let words = name.unicodeScalars.split(separator: "_")
    return words.count > 1 ? words.compactMap { $0.first } : nil
  }

  /// Letters only, in lower case: `timeDistributed` and `time_distributed` are the same word.
  private static func folded(_ name: String) -> [Unicode.Scalar] {
    // Longer names are nobody's slip, and would cost time. So would whole characters: one may have
    // any number of marks.
    let start = String(name.unicodeScalars.prefix(64))
    return start.lowercased().unicodeScalars.filter { $0 != "_" && $0 != "-" && $0 != " " }
  }

  /// Insertions, deletions, replacements and exchanges of neighbours that lead from one to the
  /// other (Damerau 1964, restricted).
  package static func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var rows = [Array(0...b.count)]
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var cost = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          cost = min(cost, rows[i - 1][j - 1] + 1)
        }
        row.append(cost)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
