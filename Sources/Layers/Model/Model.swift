package import Graphs

/// A stack of layers, built: the network and what became of each layer.
package struct Model: Sendable {
  package let network: Network
  package let layers: [LayerRecord]
  /// The place in the stack of the layer whose output is the model's.
  package let outputIndex: Int

  /// [samples, …]
  package var outputShape: Shape { network.graph.shape(network.output) }
}
