/// A type of the YAML core schema that a person may write out before a scalar.
package enum CoreTag: Sendable, Hashable {
  /// `!!str`, or the non-specific tag `!`.
  case string
  /// `!!int`
  case integer
  /// `!!float`
  case float
  /// `!!bool`
  case boolean
  /// `!!null`
  case null
}
