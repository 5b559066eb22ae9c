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

  /// Appends the function of every element of `x`.
  func apply(to x: Value, in graph: inout Graph) throws(ShapeError) -> Value {
    guard let function else { return x }
    return try graph.apply(Activation(function), x)
  }
}
