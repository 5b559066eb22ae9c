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
