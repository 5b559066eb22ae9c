package import Graphs

/// Why a layer cannot take its input. Shapes begin with the samples of a batch.
package enum LayerError: Error, Sendable, Hashable {
  /// It runs over time steps, but the input has none. `collapsedBy` is the layer before that gave
  /// only its last step, if there is one.
  case needsTimeSteps(type: String, input: Shape, collapsedBy: String?)
  /// It needs features besides the samples.
  case needsFeatures(type: String, input: Shape)
  /// Another layer has this name; its place in the stack, if it is not inside a wrapper.
  case duplicateName(String, first: Int?)
  /// `from` names no layer; `known` are those before.
  case unknownInput(name: String, place: Int, known: [String])
  /// `from` names the layer itself or one behind it, at this place in the stack: a cycle.
  case laterInput(name: String, place: Int, later: Int)
  /// It takes one input, or several, and was given another number.
  case inputCount(type: String, takesSeveral: Bool, count: Int)
  /// A layer inside a wrapper takes what the wrapper gives it, not what `from` names.
  case inputsInsideWrapper(type: String)
  /// A layer inside a wrapper sees samples and time steps as one axis, so it has no state to carry.
  case statefulInsideWrapper(type: String)
  /// Inputs that do not fit together.
  case unequalInputs(type: String, shapes: [Shape])
  /// An axis that the input does not have, or the samples'.
  case axis(type: String, axis: Int, shape: Shape)
  /// Nothing leads from the layer to the output, the layer at this place.
  case unused(output: Int)
  /// `output` names no layer.
  case unknownOutput(name: String, known: [String])
  /// The graph refused an operation.
  case shape(ShapeError)
}
