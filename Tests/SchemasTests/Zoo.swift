import Schemas
import YAML

/// A catalogue for tests.
enum Zoo: Catalogue {
  static let kind = "animal"
  static let entries: [CatalogueEntry<any Sendable>] = [
    CatalogueEntry(Owl.self) { $0 }, CatalogueEntry(Fish.self) { $0 },
  ]
}

/// An entry whose arguments all have defaults.
struct Owl: Configurable {
  static let title = "Owl"
  static let summary = "An animal of the night."
  static let keys: [Key<Owl>] = [
    .optional("eyes", \.eyes, "How many eyes.", .atLeast(1)),
    .optional("mood", \.mood, "How it feels."),
  ]
  static let unsupportedKeys = ["feathers"]
  var eyes = 2
  var mood = Mood.calm
}

/// An entry with an argument that must be given, and that may stand alone.
struct Fish: Configurable {
  static let title = "Fish"
  static let summary = "An animal of the sea."
  static let keys: [Key<Fish>] = [
    .required("depths", \.depths, "Where it swims.", .within(0, 100)),
    .optional("name", \.name, "What it is called."),
  ]
  static let shorthand: String? = "depths"
  var depths: [Double] = []
  var name: String?
}

enum Mood: String, SchemaEnumeration {
  case calm, wild
  static let kind = "mood"
}

/// A mapping with everything in it.
struct Keeper: Configurable {
  static let title = "keeper"
  static let summary = "Who looks after the animals."
  static let keys: [Key<Keeper>] = [
    .optional("variables", \.variables, "Numbers."),
    .required("animals", \.animals, "Who is kept."),
    .optional("shape", \.shape, "Sizes; null for an open one."),
    .optional("visits", \.visits, "Visits by day."),
    .optional("awake", \.isAwake, "Whether the keeper is awake."),
  ]
  var variables = Variables()
  var animals: [Choice<Zoo>] = []
  var shape: [Int?]?
  var visits = KeyedValues<Int>()
  var isAwake = true
}
