package import YAML

extension Node {
  /// What the node is, where something else was expected.
  package var found: DecodingProblem.Found {
    switch content {
    case .sequence: .list
    case .mapping: .mapping
    case .scalar(let scalar) where scalar.isNull: .nothing
    case .scalar(let scalar) where scalar.isText:
      scalar.isPlain ? .tagged(scalar.text) : .quoted(scalar.text)
    case .scalar(let scalar): .plain(scalar.text)
    }
  }
}

extension Scalar {
  /// Whether this is YAML 1.2's null: nothing at all, `~`, `null`.
  package var isNull: Bool {
    !isText && ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// Whether this is text, whatever it looks like: in quotes, a block, or by its tag.
  var isText: Bool { !isPlain || tag == .string }
}
