/// The entries of a catalogue, as data.
package struct ChoiceDescription: Sendable {
  /// What messages call one entry: "layer".
  package let kind: String
  /// Made when asked for, since an entry may take the same choice again.
  package let entries: @Sendable () -> [ObjectDescription]

  package init(kind: String, entries: @escaping @Sendable () -> [ObjectDescription]) {
    self.kind = kind
    self.entries = entries
  }
}
