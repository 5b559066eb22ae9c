/// A value of plain data with its members in order: what a configuration resolves to, and what a
/// report is made of.
package indirect enum DataValue: Sendable, Hashable {
  case null
  case boolean(Bool)
  case integer(Int)
  case float(Float)
  case double(Double)
  case string(String)
  case list([DataValue])
  case mapping([Member])

  /// One named value of a mapping.
  package struct Member: Sendable, Hashable {
    package let name: String
    package let value: DataValue

    package init(_ name: String, _ value: DataValue) {
      self.name = name
      self.value = value
    }
  }

  /// The member of a mapping with this name.
  package subscript(name: String) -> DataValue? {
    guard case .mapping(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }
}
