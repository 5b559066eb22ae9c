package import Training

/// The tensors that a model starts from.
package struct InitialWeights: Sendable {
  package let tensors: [String: Tensor]
  /// Of the file's bytes, as reports write it.
  package let digest: String
}
