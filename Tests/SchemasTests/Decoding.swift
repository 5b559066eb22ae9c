import Schemas
import YAML

/// A text decoded as a type, for tests.
struct Decoding<Value: SchemaValue> {
  let value: Value?
  let problems: [DecodingProblem]

  init(
    _ text: String, as type: Value.Type = Value.self, constraint: Constraint = .none,
    variables: Variables = Variables()
  ) {
    let parsed = Parser.parse(Source(name: "test.yaml", bytes: Array(text.utf8)))
    var decoder = Decoder(variables: variables)
    value = parsed.root.flatMap { Value.decode($0, constraint, &decoder) }
    problems = decoder.problems
  }

  /// The kinds of the problems.
  var kinds: [DecodingProblem.Kind] { problems.map { $0.kind } }

  /// The places of the problems: `1:3-1:8`, columns from one, the end exclusive.
  var places: [String] {
    problems.map { problem in
      let (start, end) = (problem.range.start, problem.range.end)
      return "\(start.line):\(start.column)-\(end.line):\(end.column)"
    }
  }
}
