import YAML

/// A text read for a test, with short ways to look into it.
struct Reading {
  let result: ParseResult

  init(_ text: String, limits: Limits = .standard) {
    self.init(bytes: Array(text.utf8), limits: limits)
  }

  init(bytes: [UInt8], limits: Limits = .standard) {
    result = Parser.parse(Source(name: "test.yaml", bytes: bytes), limits: limits)
  }

  var problems: [SyntaxProblem] { result.problems }

  /// The value behind keys and indices, from the root.
  func node(_ path: any PathElement...) -> Node? {
    var node = result.root
    for element in path { node = node.flatMap { element.step($0) } }
    return node
  }

  func entries(_ path: any PathElement...) -> [Node.Entry] {
    var node = result.root
    for element in path { node = node.flatMap { element.step($0) } }
    if case .mapping(let entries)? = node?.content { return entries }
    return []
  }
}

/// A key or an index.
protocol PathElement {
  func step(_ node: Node) -> Node?
}

extension String: PathElement {
  func step(_ node: Node) -> Node? {
    guard case .mapping(let entries) = node.content else { return nil }
    return entries.first { $0.name == self }?.value
  }
}

extension Int: PathElement {
  func step(_ node: Node) -> Node? {
    guard case .sequence(let items) = node.content, items.indices.contains(self) else { return nil }
    return items[self]
  }
}

extension Node {
  var scalar: Scalar? {
    if case .scalar(let scalar) = content { return scalar }
    return nil
  }

  var text: String? { scalar?.text }
}

extension SourceRange {
  /// Such as `2:3-2:8`, the end exclusive.
  var places: String { "\(start.line):\(start.column)-\(end.line):\(end.column)" }

  /// The bytes between the offsets.
  var excerpt: String {
    String(decoding: source.bytes[start.offset..<end.offset], as: UTF8.self)
  }
}
