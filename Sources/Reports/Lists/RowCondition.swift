/// What a row of a list must fulfil: `test.accuracy >= 0.9`.
package struct RowCondition: Sendable {
  private enum Relation: String, CaseIterable {
    // Those of two characters are looked for first.
    case atLeast = ">="
    case atMost = "<="
    case equal = "=="
    case unequal = "!="
    case above = ">"
    case below = "<"
  }

  package let column: String
  private let relation: Relation
  private let value: String

  /// Reads a condition; nil where the text is none. Only numbers have an order.
  package init?(_ text: String) {
    for relation in Relation.allCases {
      let parts = text.split(separator: relation.rawValue, maxSplits: 1)
      guard parts.count == 2, text.contains(relation.rawValue) else { continue }
      func trimmed(_ part: Substring) -> String {
        String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      }
      (column, value, self.relation) = (trimmed(parts[0]), trimmed(parts[1]), relation)
      let isOrder =
        switch relation {
        case .atLeast, .atMost, .above, .below: true
        case .equal, .unequal: false
        }
      if column.isEmpty || value.isEmpty || (isOrder && Double(value) == nil) { return nil }
      return
    }
    return nil
  }

  /// Whether a row fulfils it. What has no such column does not, nor does a NaN.
  func holds(_ row: ResultRow) -> Bool {
    guard let cell = row[column] else { return false }
    if let number = cell.number, let limit = Double(value) {
      return switch relation {
      case .atLeast: number >= limit
      case .atMost: number <= limit
      case .equal: number == limit
      case .unequal: number != limit
      case .above: number > limit
      case .below: number < limit
      }
    }
    guard case .text(let text) = cell else { return false }
    return switch relation {
    case .equal: text == value
    case .unequal: text != value
    case .atLeast, .atMost, .above, .below: false
    }
  }
}
