package import Diagnostics

/// Where text for people goes.
package struct Terminal: Sendable {
  /// Whether it understands more than plain lines.
  package let isLive: Bool
  /// Columns in a line; asked each time, since a window may change.
  package let columns: @Sendable () -> Int
  package let style: TextStyle
  /// Writes text as it is.
  package let write: @Sendable (String) -> Void

  package init(
    isLive: Bool, columns: @escaping @Sendable () -> Int, style: TextStyle,
    write: @escaping @Sendable (String) -> Void
  ) {
    self.isLive = isLive
    self.columns = columns
    self.style = style
    self.write = write
  }
}
