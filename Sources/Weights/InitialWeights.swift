package import Graphs
import Synchronization

/// The tensors that a model starts from. They may be large, and are let go of once they are taken.
package final class InitialWeights: Sendable {
  /// Of the file's bytes, as reports write it.
  package let digest: String
  private let tensors: Mutex<[String: Tensor]?>

  init(tensors: [String: Tensor], digest: String) {
    self.tensors = Mutex(tensors)
    self.digest = digest
  }

  /// The tensors by the parameter's name.
  ///
  /// - Precondition: nobody has taken them before.
  package func take() -> [String: Tensor] {
    let taken = tensors.withLock { tensors in
      defer { tensors = nil }
      return tensors
    }
    guard let taken else { preconditionFailure("a checked experiment is trained once") }
    return taken
  }
}
