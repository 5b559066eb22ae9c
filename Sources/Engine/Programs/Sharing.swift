/// What of a program's work is shared out among threads.
package enum Sharing: Sendable {
  /// Calls that are worth it, of a program that is.
  case worthwhile
  /// Every call that can be divided, however small: for tests.
  case everything

  func parts(of division: Division) -> Int {
    switch self {
    case .worthwhile: division.parts
    case .everything: division.pieces
    }
  }
}
