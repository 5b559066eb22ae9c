package import Graphs

/// Why a layer cannot take its input. Shapes begin with the samples of a batch.
package enum LayerError: Error, Sendable, Hashable {
  /// It runs over time steps, but the input has none. `collapsedBy` is the layer before that gave
  /// only its last step, if there is one.
  case needsTimeSteps(type: String, input: Shape, collapsedBy: String?)
  /// It needs features besides the samples.
  case needsFeatures(type: String, input: Shape)
  /// Another layer has this name.
  case duplicateName(String)
  /// The graph refused an operation.
  case shape(ShapeError)
}
