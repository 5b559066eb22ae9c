import CYAML

/// Owns a libyaml parser and the text it reads. No pointer leaves this type.
struct EventReader: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let text: UnsafeMutableBufferPointer<UInt8>

  /// - Parameter bytes: valid UTF-8 without a byte order mark.
  init(_ bytes: [UInt8]) {
    text = .allocate(capacity: bytes.count)
    _ = text.initialize(fromContentsOf: bytes)
    parser = .allocate(capacity: 1)
    guard yaml_parser_initialize(parser) == 1 else { fatalError("libyaml is out of memory") }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, text.baseAddress, text.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    text.deallocate()
  }

  /// The next event. Not to be called again after `streamEnd` or an error.
  mutating func next() throws(Fault) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw fault() }
    defer { yaml_event_delete(&event) }
    return Self.read(event)
  }

  private func fault() -> Fault {
    let state = parser.pointee
    // Swift itself stops the process when memory runs out.
    guard state.error != YAML_MEMORY_ERROR else { fatalError("libyaml is out of memory") }
    return Fault(
      problem: state.problem.map { String(cString: $0) } ?? "",
      index: state.problem_mark.index,
      context: state.context.map { String(cString: $0) },
      contextIndex: state.context_mark.index)
  }

  private static func read(_ event: yaml_event_t) -> Event {
    var anchor: UnsafeMutablePointer<yaml_char_t>?
    var tag: UnsafeMutablePointer<yaml_char_t>?
    let kind: Event.Kind
    switch event.type {
    case YAML_STREAM_START_EVENT: kind = .streamStart
    case YAML_STREAM_END_EVENT: kind = .streamEnd
    case YAML_DOCUMENT_START_EVENT: kind = .documentStart
    case YAML_DOCUMENT_END_EVENT: kind = .documentEnd
    case YAML_ALIAS_EVENT:
      kind = .alias(event.data.alias.anchor.map { String(cString: $0) } ?? "")
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      anchor = scalar.anchor
      tag = scalar.tag
      let text = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      kind = .scalar(
        text: String(decoding: text, as: UTF8.self),
        isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
    case YAML_SEQUENCE_START_EVENT:
      let sequence = event.data.sequence_start
      anchor = sequence.anchor
      tag = sequence.tag
      kind = .sequenceStart(isFlow: sequence.style == YAML_FLOW_SEQUENCE_STYLE)
    case YAML_MAPPING_START_EVENT:
      let mapping = event.data.mapping_start
      anchor = mapping.anchor
      tag = mapping.tag
      kind = .mappingStart(isFlow: mapping.style == YAML_FLOW_MAPPING_STYLE)
    default: kind = .collectionEnd
    }
    return Event(
      kind: kind, anchor: anchor.map { String(cString: $0) }, tag: tag.map { String(cString: $0) },
      start: event.start_mark.index, end: event.end_mark.index)
  }
}

/// One step of libyaml through a text.
struct Event {
  enum Kind {
    case streamStart
    case streamEnd
    case documentStart
    case documentEnd
    case alias(String)
    case scalar(text: String, isPlain: Bool)
    case sequenceStart(isFlow: Bool)
    case mappingStart(isFlow: Bool)
    case collectionEnd
  }

  let kind: Kind
  let anchor: String?
  /// The tag with its handle resolved, such as `tag:yaml.org,2002:str`.
  let tag: String?
  /// The index of the first character, that of an anchor or a tag if there is one.
  let start: Int
  /// The index after the last character.
  let end: Int
}

/// A complaint of libyaml in its own words, with character indices.
struct Fault: Error {
  let problem: String
  let index: Int
  /// What libyaml was doing, and where that began.
  let context: String?
  let contextIndex: Int
}
