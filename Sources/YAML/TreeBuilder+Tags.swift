extension TreeBuilder {
  private static let scalarTags: [String: CoreTag] = [
    "!": .string,
    "tag:yaml.org,2002:str": .string,
    "tag:yaml.org,2002:int": .integer,
    "tag:yaml.org,2002:float": .float,
    "tag:yaml.org,2002:bool": .boolean,
    "tag:yaml.org,2002:null": .null,
  ]
  private static let sequenceTag = "tag:yaml.org,2002:seq"
  private static let mappingTag = "tag:yaml.org,2002:map"

  /// The tag of a scalar, if it has one that a scalar may have; another is reported.
  mutating func scalarTag(_ event: Event, _ properties: Properties) -> CoreTag? {
    guard let tag = event.tag else { return nil }
    let known = Self.scalarTags[tag]
    if known == nil { reportTag(tag, properties) }
    return known
  }

  /// Reports a tag that is not for a collection of the kind.
  mutating func checkTag(_ event: Event, _ properties: Properties, isMapping: Bool) {
    guard let tag = event.tag, tag != "!" else { return }
    if tag != (isMapping ? Self.mappingTag : Self.sequenceTag) { reportTag(tag, properties) }
  }

  private mutating func reportTag(_ tag: String, _ properties: Properties) {
    guard let range = properties.tag else { return }
    let written = range.source.bytes[range.start.offset..<range.end.offset]
    let spelling = String(decoding: written, as: UTF8.self)
    let isKnown =
      Self.scalarTags[tag] != nil || tag == Self.sequenceTag || tag == Self.mappingTag
    let kind: SyntaxProblem.Kind = isKnown ? .misplacedTag(spelling) : .unknownTag(spelling)
    report(SyntaxProblem(kind: kind, range: range))
  }
}
