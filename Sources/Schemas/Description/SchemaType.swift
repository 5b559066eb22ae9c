/// What a key takes, described as data: the JSON Schema, the reference page and the tests read it.
package indirect enum SchemaType: Sendable {
  /// Anything at all: what it must be is known only where it is used.
  case any
  case integer(Constraint)
  case number(Constraint)
  case boolean
  case string
  /// Exactly this text.
  case constant(String)
  /// One of these names.
  case enumeration(kind: String, names: [String])
  /// A list of at least so many.
  case list(SchemaType, minimum: Int = 0)
  /// The type, or null.
  case nullable(SchemaType)
  /// A mapping whose names the person chooses; a regular expression that they match, if any.
  case map(SchemaType, names: String? = nil)
  /// A mapping of declared keys.
  case object(ObjectDescription)
  /// One entry of a catalogue.
  case choice(ChoiceDescription)
  case either(SchemaType, SchemaType)
}
