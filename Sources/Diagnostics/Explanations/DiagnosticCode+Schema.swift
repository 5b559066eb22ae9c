extension DiagnosticCode {
  /// The pages on LAB1xxx.
  var schemaExplanation: Explanation {
    switch self {
    case .missingKey:
      Explanation(
        title: "A key that must be given is missing",
        text: "Keys without a default must be there. `lstm-lab schema --markdown` lists them all.",
        wrong: .keys("model:\n  - LSTM\n  - Dense: {units: 1}"),
        right: .keys("model:\n  - LSTM: {units: 5}\n  - Dense: {units: 1}"))
    case .wrongType:
      Explanation(
        title: "A value of another kind is needed",
        text: "What a value is read as follows from its key: `1e-3` is a number where a number is "
          + "needed, `no` is text where text is needed and nothing where a truth value is; those "
          + "are `true` and `false`. A quoted number is text.",
        wrong: .keys("training: {shuffle: no}"), right: .keys("training: {shuffle: false}"))
    case .unknownKey:
      Explanation(
        title: "There is no such key",
        text: "Unknown keys are never ignored: a slip in a name would leave the default in force, "
          + "and nobody would notice. Names are Keras's.",
        wrong: .keys("model:\n  - LSTM: {units: 5, return_sequence: false}\n  - Dense: {units: 1}"),
        right: .keys(
          "model:\n  - LSTM: {units: 5, return_sequences: false}\n  - Dense: {units: 1}"))
    case .notSupported:
      Explanation(
        title: "lstm-lab does not support this, alone or beside something else",
        text:
          "It would change the result, so it is refused and not ignored. Leave one of the things that the "
          + "message names out. An argument of Keras that is at Keras's default can be removed, and "
          + "nothing is lost.",
        wrong: .keys("model:\n  - LSTM: {units: 5, unroll: true}\n  - Dense: {units: 1}"),
        right: .keys("model:\n  - LSTM: {units: 5}\n  - Dense: {units: 1}"))
    case .outOfRange:
      Explanation(
        title: "The number is not allowed here",
        text: "The message says the bounds.",
        wrong: .keys("training: {epochs: 0}"), right: .keys("training: {epochs: 1}"))
    case .notInteger:
      Explanation(
        title: "A whole number is needed",
        text:
          "Counts are whole. A formula that gives one may divide on its way: `=length / 2` with "
          + "an even length.",
        wrong: .keys("variables: {length: 5}\ntraining: {epochs: =length / 2}"),
        right: .keys("variables: {length: 6}\ntraining: {epochs: =length / 2}"))
    case .notFinite:
      Explanation(
        title: "A finite number is needed",
        text: "`.inf` and `.nan` are numbers to YAML, but nothing can be computed from them here.",
        wrong: .keys("training: {optimizer: {Adam: {learning_rate: .inf}}}"),
        right: .keys("training: {optimizer: {Adam: {learning_rate: 0.01}}}"))
    case .unknownChoice:
      Explanation(
        title: "There is no layer, optimizer, loss … of this name",
        text: "Names are Keras's, capitals included.",
        wrong: .keys("training: {optimizer: adam}"), right: .keys("training: {optimizer: Adam}"))
    case .severalChoices:
      Explanation(
        title: "Several things where one is picked",
        text: "A choice is one name, with its arguments below it. Layers are a list: each begins "
          + "with `- `.",
        wrong: .keys("training:\n  optimizer:\n    Adam: {}\n    SGD: {}"),
        right: .keys("training:\n  optimizer:\n    Adam: {}"))
    case .formula:
      Explanation(
        title: "The formula has no value",
        text: "A value that begins with `=` is arithmetic: numbers, the file's `variables`, "
          + "`+ - * / ^` and parentheses. `^` binds tightest and to the right; its exponent is "
          + "whole.",
        wrong: .keys("variables: {length: 5}\ntraining: {epochs: =lenght * 2}"),
        right: .keys("variables: {length: 5}\ntraining: {epochs: =length * 2}"))
    case .variableName:
      Explanation(
        title: "The name cannot be a variable",
        text: "A variable's name has letters, digits and `_`, and does not begin with a digit, so "
          + "that a formula can tell it from arithmetic.",
        wrong: .keys("variables: {time-steps: 5}"), right: .keys("variables: {time_steps: 5}"))
    case .override:
      Explanation(
        title: "`--set`, or a matrix, names nothing that exists",
        text:
          "`--set name=value` changes a variable of the file or a key of the experiment; deeper "
          + "keys are written with dots, and places in a list are counted from zero: "
          + "`--set model.0.LSTM.units=7`.",
        wrong: .setting("epochs=20"), right: .setting("training.epochs=20"))
    case .parent:
      Explanation(
        title: "The file to extend cannot be used",
        text: "`extends` takes the path of one file, relative to the file that says it, inside the "
          + "same project: the folder that holds `experiments`, links followed. Files that extend one another in a circle have no beginning.",
        wrong: .file("extends: nowhere.yaml\nseed: 2\n"),
        right: .file("extends: base.yaml\nseed: 2\n"))
    default:
      Explanation(
        title: "The matrix cannot be read",
        text:
          "A matrix lists values for variables or keys; the experiment becomes one run for each "
          + "combination, at most a million, of at most 32 keys. `{from: a, to: b}` lists "
          + "integers. `exclude` takes combinations away and `include` adds some, as in CI files.",
        wrong: .keys("matrix: {seed: 1 to 3}"), right: .keys("matrix: {seed: {from: 1, to: 3}}"))
    }
  }
}
