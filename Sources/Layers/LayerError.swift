package import Graphs

/// Why a layer cannot take its input. Shapes begin with the samples of a batch.
package enum LayerError: Error, Sendable, Hashable {
  /// Its input has other axes. `collapsedBy` is the layer before that gave only its last step, where
  /// the time steps are what is missing.
  case pattern(type: String, InputPattern, input: Shape, collapsedBy: String?)
  /// Another layer has this name; its place in the stack, if it is not inside a wrapper.
  case duplicateName(String, first: Int?)
  /// The layer names an output that no layer before it gives; `known` are those there are.
  case unknownInput(Reference, known: [String])
  /// The layer names itself or one behind it, at this place in the stack: a cycle.
  case laterInput(Reference, later: Int)
  /// It takes one input, or several, and was given another number.
  case inputCount(type: String, InputPattern.Count, count: Int)
  /// A layer inside a wrapper takes what the wrapper gives it, not what `from` names.
  case inputsInsideWrapper(type: String)
  /// A layer inside a wrapper sees samples and time steps as one axis, so it has no state to carry.
  case statefulInsideWrapper(type: String)
  /// Inputs that do not fit together.
  case unequalInputs(type: String, shapes: [Shape], Likeness)
  /// A wrapper around a layer that is not recurrent.
  case notRecurrent(type: String, inner: String)
  /// It looks up numbers of the data, and is given what another layer computed.
  case notFromData(type: String)
  /// A layer inside a wrapper that takes samples and time steps together anyway.
  case needsSteps(type: String)
  /// Features and filters that cannot be cut into equal groups.
  case groups(type: String, features: Int, filters: Int, groups: Int)
  /// A window over more time steps than there are; nil: than any sequence has.
  case window(type: String, size: Int?, steps: Int)
  /// An axis that the input does not have, or the samples'.
  case axis(type: String, axis: Int, shape: Shape)
  /// A masked input, whose mask the layer would lose.
  case maskLost(type: String)
  /// Inputs of different masks, or of which only some are masked.
  case unequalMasks(type: String)
  /// A state to begin with that is not [samples, units], or another number of them.
  case initialState(type: String, wanted: [Shape], given: [Shape])
  /// Nothing leads from the layer to an output.
  case unused
  /// `output` or a target names no layer.
  case unknownOutput(name: String, known: [String])
  /// The graph refused an operation.
  case shape(ShapeError)

  /// Where a layer names another one.
  package struct Reference: Sendable, Hashable {
    package let name: String
    /// The key that names it: `from`, or that of a state.
    package let key: String
    /// The name's place in the key's list.
    package let place: Int
  }

  /// In what the inputs of a layer must agree.
  package enum Likeness: Sendable, Hashable {
    case shape
    /// Every axis but the one along which they are joined.
    case allButAxis
  }
}
