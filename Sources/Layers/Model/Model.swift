package import Graphs

/// A stack of layers, built: the network and what became of each layer.
package struct Model: Sendable {
  package let network: Network
  package let layers: [LayerRecord]
  /// What the numbers of the model's inputs must be.
  package let requirements: [InputRequirement]

  /// [samples, …] of the only output, or the first.
  package var outputShape: Shape { network.graph.shape(network.output) }
}

/// That an input of the model holds whole numbers from zero on.
package struct InputRequirement: Sendable, Hashable {
  /// The input's name.
  package let input: String
  /// The layer that needs it.
  package let layer: String
  /// The numbers are smaller than this one.
  package let classes: Int
}

/// What became of one layer of the file in the graph.
package struct LayerRecord: Sendable {
  package let name: String
  /// Keras's name for the kind of layer.
  package let type: String
  /// [samples, …] of the first input.
  package let inputShape: Shape
  /// [samples, …] of the first output.
  package let outputShape: Shape
  /// Counted as Keras does, those that are not trained included; `Int.max` where it does not fit.
  package let parameterCount: Int
  /// Those that training changes by no gradient, such as moving averages.
  package let nonTrainableCount: Int
  package let parameterFormula: ParameterFormula
  /// Whether it carries states from batch to batch.
  package let isStateful: Bool
  /// The layers inside a wrapper.
  package let wrapped: [LayerRecord]

  /// The record and those of the layers inside it, outermost first.
  package var all: [LayerRecord] { [self] + wrapped.flatMap { $0.all } }
}

/// A layer that cannot be built, and which one it is.
package struct ModelError: Error, Sendable {
  /// The layer's place in the stack, from zero; nil if the stack as a whole is meant.
  package let index: Int?
  package let name: String
  package let error: LayerError
  /// The layers before it.
  package let before: [LayerRecord]
}
