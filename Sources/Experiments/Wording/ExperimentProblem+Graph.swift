import Diagnostics
import Graphs
import Layers
import YAML

extension ExperimentProblem {
  /// Problems of the way in which layers are connected.
  static func graphDiagnostic(
    _ problem: ModelError, at range: SourceRange, related: SourceRange?
  ) -> Diagnostic {
    let layer = problem.name
    switch problem.error {
    case .unknownInput(let reference, let known):
      let name = reference.name
      return Diagnostic(
        .connection,
        reference.key == "from"
          ? "`\(layer)` takes its input from `\(name)`, which no layer before it is called"
          : "`\(layer)` begins with the state `\(name)`, which no layer before it gives",
        at: range, stateAdvice(for: name, known) ?? Suggestion.text(for: name, among: known))
    case .laterInput(let reference, _):
      let name = reference.name
      return Diagnostic(
        .connection,
        name == layer
          ? "`\(layer)` takes its input from itself"
          : layer == name.prefix { $0 != "." }
            ? "`\(layer)` begins with a state of its own"
            : reference.key == "from"
              ? "`\(layer)` takes its input from `\(name)`, which stands behind it"
              : "`\(layer)` begins with the state `\(name)`, which a layer behind it gives",
        at: range,
        "a layer can only take what layers before it give",
        related: related.map { ($0, "`\(name)` stands here") })
    case .inputCount(let type, let wanted, let count):
      let takesSeveral = wanted == .several
      return Diagnostic(
        .connection,
        takesSeveral
          ? "\(type) joins several inputs, and has only one"
          : "\(type) takes one input, not \(count)",
        at: range,
        takesSeveral
          ? "add `from: [a, b]` with the names of two layers or more"
          : "join them first, with `Add` or `Concatenate`")
    case .inputsInsideWrapper(let type):
      return Diagnostic(
        .connection, "\(type) takes its input from the layer around it, not from others",
        at: range,
        "write `from` at the outer layer")
    case .statefulInsideWrapper(let type):
      return Diagnostic(
        .stateful, "\(type) cannot be stateful inside another layer", at: range,
        "remove `stateful: true`, or use \(type) alone")
    case .unequalInputs(let type, let shapes, let likeness):
      let list = shapes.map { open($0) }.joined(separator: " and ")
      return Diagnostic(
        .connection, "\(type) cannot join \(list)", at: range,
        likeness == .shape ? "all inputs need the same shape" : "they may differ only in its axis")
    case .axis(let type, let axis, let shape):
      return Diagnostic(
        .connection, "\(type) cannot join along axis \(axis) of \(open(shape))", at: range,
        "axes are counted from 0, the samples; use 1 to \(shape.rank - 1), or -1 for the last")
    case .notFromData(let type):
      return Diagnostic(
        .connection, "\(type) looks up whole numbers of the data, not what a layer computed",
        at: range, "put it first, or name the input in `from`")
    case .needsSteps(let type):
      return Diagnostic(
        .connection, "\(type) cannot stand inside TimeDistributed", at: range,
        "use it alone: it works on samples and time steps together")
    case .groups(let type, let features, let filters, let groups):
      return Diagnostic(
        .features,
        "\(type) cannot cut \(features) features and \(filters) filters into \(groups) groups",
        at: range,
        "both must be multiples of `groups`")
    case .window(let type, nil, _):
      return Diagnostic(
        .timeSteps, "a window of \(type) reaches further than any sequence", at: range,
        "use a smaller `kernel_size` or `dilation_rate`")
    case .window(let type, let size?, let steps):
      return Diagnostic(
        .timeSteps, "a window of \(type) reaches over \(size) time steps, and there are \(steps)",
        at: range, "use a smaller `kernel_size`, or `padding: same`")
    case .notRecurrent(let type, let inner):
      return Diagnostic(
        .connection, "\(type) needs a recurrent layer, and \(inner) is none", at: range,
        "put a layer inside that runs over time steps, such as LSTM")
    case .unused:
      return Diagnostic(
        .connection, "nothing uses the output of `\(layer)`", at: range,
        "remove it, or name it in another layer's `from`",
        related: related.map { ($0, "this is the model's output") })
    case .unknownOutput(let name, let known):
      return Diagnostic(
        .connection, "the model has no layer `\(name)` to be its output", at: range,
        Suggestion.text(for: name, among: known))
    case .maskLost(let type):
      return Diagnostic(
        .connection, "`\(layer)` would lose the mask of its input: \(type) takes no mask",
        at: range,
        "put it before the mask is made, or behind the layer that uses it up, such as a recurrent "
          + "layer without `return_sequences`")
    case .unequalMasks(let type):
      return Diagnostic(
        .connection, "\(type) cannot join inputs of different masks", at: range,
        "give all of them the same mask, or none")
    case .initialState(let type, let wanted, let given):
      let shapes = { (list: [Shape]) in list.map { open($0) }.joined(separator: " and ") }
      return Diagnostic(
        .connection,
        "`\(layer)` begins with \(shapes(wanted)), but is given \(shapes(given))", at: range,
        "name the states of a layer with as many units; \(type) has \(wanted.count)")
    case .pattern, .duplicateName, .shape:
      return Diagnostic(
        .connection, "`\(layer)` cannot take an input of this shape", at: range,
        "look at the shapes before it with `lstm-lab show summary`")
    }
  }

  /// What to do where a layer that is there does not give the state that is named; nil where it is
  /// something else.
  private static func stateAdvice(for name: String, _ known: [String]) -> String? {
    guard let point = name.lastIndex(of: ".") else { return nil }
    let layer = String(name[..<point])
    let states = known.filter { $0.hasPrefix(layer + ".") }
    if !states.isEmpty {
      return "its states are " + states.map { "`\($0)`" }.joined(separator: ", ")
    }
    return known.contains(layer) ? "set `return_state: true` on `\(layer)`" : nil
  }
}
