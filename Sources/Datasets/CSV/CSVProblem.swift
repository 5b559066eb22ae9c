/// What is wrong with a file of comma-separated values. Lines and columns count from one; a column
/// counts bytes.
package enum CSVProblem: Error, Sendable, Hashable {
  /// A place in the file.
  package struct Place: Sendable, Hashable {
    package let line: Int
    package let column: Int
  }

  /// A byte order mark of an encoding other than UTF-8, by its name.
  case encoding(String)
  /// Bytes that are not UTF-8.
  case notUTF8(Place)
  case nul(Place)
  /// A file without a header, or without anything.
  case noHeader
  case noRows
  /// A row with other fields than the header.
  case fieldCount(Place, expected: Int, actual: Int)
  /// A quote that no other closes.
  case openQuote(Place)
  /// Text behind the quote that ends a field.
  case afterQuote(Place)
  /// A row of more bytes than any has.
  case longRow(Place, limit: Int)
  case repeatedColumn(String)
  /// More or fewer names than the file has columns.
  case columnCount(names: Int, actual: Int)
  case notNumber(String, column: String, Place)
  /// A number that float32 does not hold.
  case tooLarge(String, column: String, Place)
  case notTime(String, column: String, Place)
}
