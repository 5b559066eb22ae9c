package import YAML

extension Node {
  /// What the node is, as messages name it: "a list", "`abc`".
  package var kindName: String {
    switch content {
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .scalar(let scalar) where scalar.isNull: "nothing"
    case .scalar(let scalar) where !scalar.isPlain: "the text \"\(scalar.text)\""
    case .scalar(let scalar): "`\(scalar.text)`"
    }
  }
}

extension Scalar {
  /// Whether this is YAML 1.2's null: nothing at all, `~`, `null`.
  package var isNull: Bool {
    isPlain && ["", "~", "null", "Null", "NULL"].contains(text)
  }
}
