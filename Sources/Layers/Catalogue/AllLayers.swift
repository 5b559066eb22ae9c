package import Schemas

/// The layers that a file can name.
package enum AllLayers: Catalogue {
  package static let kind = "layer"

  private static let kinds: [any Layer.Type] = [
    LSTM.self,
    GRU.self,
    SimpleRNN.self,
    Bidirectional.self,
    Dense.self,
    TimeDistributed.self,
    ActivationLayer.self,
    Flatten.self,
    Add.self,
    Concatenate.self,
    Masking.self,
    Embedding.self,
    Dropout.self,
    BatchNormalization.self,
    Conv1D.self,
  ]

  package static let entries = kinds.map { entry($0) }

  /// The examples of every layer.
  package static let examples = kinds.flatMap { $0.layerExamples }

  private static func entry<Kind: Layer>(_ kind: Kind.Type) -> CatalogueEntry<any Layer> {
    CatalogueEntry(kind) { $0 }
  }
}
