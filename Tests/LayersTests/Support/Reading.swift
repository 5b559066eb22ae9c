import Schemas
import Testing
import YAML

/// A value read from YAML text, and what was wrong with it.
func read<Value: SchemaValue>(
  _ type: Value.Type, _ text: String
) throws -> (value: Value?, problems: [DecodingProblem.Kind]) {
  let parsed = Parser.parse(Source(name: "test.yaml", bytes: Array(text.utf8)))
  let root = try #require(parsed.root, "\(text)")
  var decoder = Decoder()
  let value = Value.decode(root, .none, &decoder)
  return (value, decoder.problems.map { $0.kind })
}

/// A value read from YAML text in which nothing is wrong.
func valid<Value: SchemaValue>(_ type: Value.Type, _ text: String) throws -> Value {
  let (value, problems) = try read(type, text)
  #expect(problems.isEmpty, "\(text)")
  return try #require(value, "\(text)")
}
