package import Graphs

/// A stack of layers, built: the network and what became of each layer.
package struct Model: Sendable {
  package let network: Network
  package let layers: [LayerRecord]

  /// [samples, …]
  package var outputShape: Shape { network.graph.shape(network.output) }
}
