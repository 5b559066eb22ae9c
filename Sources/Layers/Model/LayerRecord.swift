package import Graphs

/// What became of one layer of the file in the graph.
package struct LayerRecord: Sendable {
  package let name: String
  /// Keras's name for the kind of layer.
  package let type: String
  /// [samples, …]
  package let inputShape: Shape
  /// [samples, …]
  package let outputShape: Shape
  /// Counted as Keras does; `Int.max` where it does not fit.
  package let parameterCount: Int
  package let parameterFormula: ParameterFormula
  /// The layers inside a wrapper.
  package let wrapped: [LayerRecord]

  /// The record and those of the layers inside it, outermost first.
  package var all: [LayerRecord] { [self] + wrapped.flatMap { $0.all } }
}
