package import Graphs

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
