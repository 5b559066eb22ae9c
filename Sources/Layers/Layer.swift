package import Graphs
package import Schemas

/// One kind of layer: its arguments, and the operations that it appends to a graph.
///
/// A new layer is one file with this conformance and one line in `AllLayers`. Its title is Keras's
/// name for it, its keys are Keras's arguments with Keras's defaults.
package protocol Layer: Configurable {
  /// Appends the layer to the model and gives its output.
  ///
  /// - Parameter input: [samples, …]
  func apply(to input: Value, in model: inout ModelBuilder) throws(LayerError) -> Value

  /// Appends the layer on top of several inputs, where it takes several.
  func apply(toAll inputs: [Value], in model: inout ModelBuilder) throws(LayerError) -> Value

  /// Whether it needs two inputs or more; else it takes one.
  var takesSeveralInputs: Bool { get }

  /// How many parameters the layer has for inputs of this shape, as a formula over its own terms.
  ///
  /// - Parameter input: [samples, …], a shape that `apply` takes
  func parameterFormula(for input: Shape) -> ParameterFormula

  /// What a recurrent layer does with its time steps and states; nil for every other layer.
  var recurrence: Recurrence? { get }

  /// The layer inside a wrapper.
  var wrapped: LayerSpecification? { get }
}

extension Layer {
  package var recurrence: Recurrence? { nil }
  package var wrapped: LayerSpecification? { nil }
  package var takesSeveralInputs: Bool { false }

  package func apply(
    toAll inputs: [Value], in model: inout ModelBuilder
  ) throws(LayerError) -> Value {
    try apply(to: inputs[0], in: &model)
  }
}

/// A layer that makes one output of several inputs.
package protocol MergeLayer: Layer {}

extension MergeLayer {
  package var takesSeveralInputs: Bool { true }

  package func apply(
    to input: Value, in model: inout ModelBuilder
  ) throws(LayerError) -> Value {
    preconditionFailure("the builder gives a layer that joins inputs several of them")
  }

  package func parameterFormula(for input: Shape) -> ParameterFormula { .none }
}

/// What a recurrent layer does with its time steps and states.
package struct Recurrence: Sendable, Hashable {
  /// Whether it gives every time step, not only the last.
  package let returnsSequences: Bool
  /// Whether its states last from batch to batch.
  package let isStateful: Bool
}
