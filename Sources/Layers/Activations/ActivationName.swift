package import Graphs
import Schemas

/// The activation functions by Keras's names, with Keras's default arguments. A new one is a case with
/// its name and a line with its formula.
///
/// Source: https://keras.io/api/layers/activations/
package enum ActivationName: String, SchemaEnumeration {
  case linear, relu, sigmoid, tanh, softmax
  case logSoftmax = "log_softmax"
  case celu, elu, exponential, gelu
  case hardShrink = "hard_shrink"
  case hardSigmoid = "hard_sigmoid"
  case hardSilu = "hard_silu"
  case hardTanh = "hard_tanh"
  case leakyRelu = "leaky_relu"
  case logSigmoid = "log_sigmoid"
  case mish, relu6, selu, silu
  case softShrink = "soft_shrink"
  case softplus, softsign
  case sparsePlus = "sparse_plus"
  case sparseSigmoid = "sparse_sigmoid"
  case squareplus
  case tanhShrink = "tanh_shrink"

  package static let kind = "activation"

  private enum Form {
    case identity
    /// A function with kernels of its own.
    case function(Activation.Function)
    /// A function of each element.
    case expression(Expression)
    /// A function of each row along the last axis.
    case rows(any Operation)
  }

  private var form: Form {
    let x = Expression.x
    switch self {
    case .linear: return .identity
    case .relu: return .function(.relu)
    case .sigmoid: return .function(.sigmoid)
    case .tanh: return .function(.tanh)
    case .softmax: return .rows(Softmax())
    case .logSoftmax: return .rows(LogSoftmax())
    // Both with alpha = 1.
    case .celu, .elu: return .expression(.select(x > 0, x, .expm1(x)))
    case .exponential: return .expression(.exp(x))
    case .gelu: return .expression(0.5 * x * (1 + .erf(x * 0.7071067811865476)))
    case .hardShrink: return .expression(.select(.abs(x) > 0.5, x, Self.shrunk(x)))
    case .hardSigmoid: return .expression(Self.hardSigmoid(x))
    case .hardSilu: return .expression(x * Self.hardSigmoid(x))
    case .hardTanh: return .expression(.min(.max(x, -1), 1))
    case .leakyRelu: return .expression(.select(x > 0, x, 0.2 * x))
    case .logSigmoid: return .expression(-.softplus(-x))
    case .mish: return .expression(x * .tanh(.softplus(x)))
    case .relu6: return .expression(.min(.max(x, 0), 6))
    case .selu:
      return .expression(
        1.0507009873554805 * .select(x > 0, x, 1.6732632423543772 * .expm1(x)))
    case .silu: return .expression(x * .sigmoid(x))
    case .softShrink: return .expression(Self.shrunk(x))
    case .softplus: return .expression(.softplus(x))
    case .softsign: return .expression(x / (1 + .abs(x)))
    case .sparsePlus:
      return .expression(
        .select(x > 1, x, 0.25 * ((.max(x, -1) + 1) * (.max(x, -1) + 1))))
    case .sparseSigmoid: return .expression(.min(.max(0.5 * (x + 1), 0), 1))
    case .squareplus: return .expression(0.5 * (x + .sqrt(x * x + 4)))
    case .tanhShrink: return .expression(x - .tanh(x))
    }
  }

  /// x moved towards zero by 0.5, zero between; NaN stays, so that it shows.
  private static func shrunk(_ x: Expression) -> Expression { x - .min(.max(x, -0.5), 0.5) }

  private static func hardSigmoid(_ x: Expression) -> Expression {
    .min(.max(x + 3, 0), 6) * 0.16666666666666666
  }

  /// Appends the function of `x`, of each element or of each row [rows…, columns].
  package func apply(to x: Value, in graph: inout Graph) throws(ShapeError) -> Value {
    switch form {
    case .identity: x
    case .function(let function): try graph.apply(Activation(function), x)
    case .expression(let expression):
      try graph.apply(Evaluate(expression, operands: 1, named: rawValue), x)
    case .rows(let operation): try graph.apply(operation, x)
    }
  }
}
