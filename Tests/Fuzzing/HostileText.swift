/// What mutations put into texts.
enum HostileText {
  /// Indicators, line ends, characters of every kind.
  static let pieces = [
    ": ", ":", "- ", "-", "? ", "[", "]", "{", "}", ",", "'", "\"", "\\", "|\n", ">-\n", "#",
    " # ", "&a ", "*a", "<<: ", "!!str ", "!!int ", "!!binary ", "!<tag:x> ", "!",
    "%YAML 1.2\n", "%TAG ! x\n", "---\n", "...\n", "\n", "\r\n", "\r", "\t", " ", "  ", "\0",
    "\u{7f}", "\u{85}", "\u{2028}", "\u{feff}", "\u{202e}", "\u{301}", "é", "漢", "😀", "👨‍👩‍👧",
    "\\ud800", "=", "@", "`", "~", "null", ".nan", ".inf", "true", "0x", "0o7", "1e999",
    "<<: *a\n",
  ]

  /// What nests, or grows, when repeated.
  static let repeated = [
    "[[[[", "{a: ", "- - - ", "? ? ", "a: {b: ", "1, ", "x, ", "(", "^2", "+1", "*a, ", "&a [",
    "\n\n", "    ", "- Flatten\n  ", "\"\\n", "a.b.", "é",
  ]

  static let numbers = [
    "0", "-1", "1", "2", "3", "5", "7", "-0", "+5", "010", "0x10", "0o17", "1e-3", "1.", ".5",
    "-.5", "1e3", "1e308", "1e309", "-1e309", "1e-400", "4294967296", "2147483648",
    "9007199254740992", "9007199254740993", "9223372036854775807", "9223372036854775808",
    "99999999999999999999999", "268435456", "268435457", "3037000500", "3.4028235e38", "3.5e38",
    "1_000", "1,5", ".inf", ".nan", "1e", "--1", "0.1e+1", "65536", "1000000", "1000001",
  ]

  static let values = [
    "", "null", "~", "[]", "{}", "[[]]", "{a: 1}", "[1, 2, 3]", "[null, 1]", "''", "\"\"",
    "text", "true", "no", "=length", "=", "=1/0", "=(", "target", "*a", "&a 5", "!!str 5",
    "!!int x", "|\n    x", "1e999", "-1", "0", ".nan", "Adam", "{Adam: {}}",
    "{Adam: {learning_rate: 1e-400}}", "{LSTM: 5}", "input", "[input, input]", "lstm_1",
    "[lstm_1, dense_1]", "{from: 1, to: 1000000}",
    "{from: 9007199254740992, to: -9007199254740992}", "{from: 1, to: 9007199254740992}",
    "{reshape: {shape: [1, 1, 1]}}", "[{reshape: [5]}, {reshape: [5, 1, 1]}]",
    "{values: [1, 2, 3, 4, 5]}", "[0.1, =length, 1e38, 3, 4]", "{ramp: {length: 5}}", "1000000",
    "[1000000, 1000000]", "[9007199254740992, 9007199254740992, 9007199254740992]",
  ]

  static let formulaParts = [
    "length", "units", "x", "_", "1", "2", "0", "0.5", "1e308", "1e999", "9007199254740993",
    "+", "-", "*", "/", "^", "^-1", "^0.5", "(", ")", "((", "))", " ", ".", "..", "e", "1e",
    "é", "\t", "=", "0^-1",
  ]

  /// Whole lines.
  static let sections = [
    "extends: one-to-one.yaml", "extends: nothing-wrong.yaml", "extends: fuzz.yaml",
    "extends: .", "extends: ../../experiments/many-to-one.yaml", "extends: /dev/zero",
    "extends: \"a\\0b\"", "extends: extends-itself.yaml", "extends: [a]",
    "matrix: {seed: {from: 1, to: 1000000}}",
    "matrix: {seed: [1, 2], training.epochs: [1, 2], length: [1, 5]}",
    "matrix: {model.0: [a, b]}",
    "matrix: {model.0.LSTM.units: [1, 2], exclude: [{model.0.LSTM.units: 1}]}",
    "matrix: {seed: [1, 2], include: [{seed: 1, length: 2}, {length: 3}]}",
    "matrix: {\"\": [1]}", "matrix: {training.optimizer: [SGD, {Adam: {learning_rate: 0.1}}]}",
    "matrix: {a.b.c: [1]}",
    "matrix: {seed: {from: 1, to: 1000}, length: {from: 1, to: 1000}, exclude: [{seed: 1}]}",
    "variables: {length: 5, units: =length * 2}", "variables: &a {length: 5}",
    "output: dense_1", "seed: 9007199254740992", "initial_weights: weights/fitting.safetensors",
    "initial_weights: /dev/zero", "expect: {parameters: {total: 146}}",
    "expect: {output_shape: [null, 1], loss: {max: 1e-3}}", "<<: &a {seed: 1}", "<<: *a",
    "a: &a [*a]", "expect: {predictions: {decimals: 6, equal: [1, 2, 3, 4, 5]}}",
    "description: \"\\ud800\"", "  - Add: {from: [input, lstm_1]}",
    "  - Concatenate: {from: [input, input], axis: 9}",
    "  - TimeDistributed: {layer: {TimeDistributed: {layer: {Dense: {units: 1}}}}}",
    "  - Flatten", "  - GRU: {units: 9007199254740992}",
    "  - LSTM: {units: 1000000, return_sequences: true}",
  ]
}
