package import Graphs
import Schemas

/// The activation functions by Keras's names; `linear` is none.
package enum ActivationName: String, SchemaEnumeration {
  case linear, relu, sigmoid, tanh

  package static let kind = "activation"

  /// The graph's function, or nil for `linear`.
  package var function: Activation.Function? {
    switch self {
    case .linear: nil
    case .relu: .relu
    case .sigmoid: .sigmoid
    case .tanh: .tanh
    }
  }
}
