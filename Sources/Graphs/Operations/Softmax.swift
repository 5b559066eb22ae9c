package import Engine

/// e^x of each row, divided by their sum (ONNX `Softmax` over the last axis).
///
/// Input and output: [rows…, columns].
package struct Softmax: RowOperation {
  package static let function = KernelCall.RowFunction.softmax
  package var name: String { "Softmax" }
  package init() {}
}

/// The logarithm of `Softmax`, without its loss of accuracy (ONNX `LogSoftmax` over the last axis).
package struct LogSoftmax: RowOperation {
  package static let function = KernelCall.RowFunction.logSoftmax
  package var name: String { "LogSoftmax" }
  package init() {}
}

/// Each row divided by its sum.
package struct Normalize: RowOperation {
  package static let function = KernelCall.RowFunction.normalize
  package var name: String { "Normalize" }
  package init() {}
}

/// A function of each row along the last axis.
package protocol RowOperation: Elementwise {
  static var function: KernelCall.RowFunction { get }
}

extension RowOperation {
  package var inPlace: [(output: Int, input: Int)] { [(0, 0)] }

  package func appendAdjoint(
    of node: GraphNode, gradients: [Value?], to adjoint: inout Adjoint
  ) throws(ShapeError) {
    guard let dy = gradients[0] else { return }
    let value = Self.function == .normalize ? node.input(0) : node.outputs[0]
    let gradient = RowGradient(function: Self.function, title: name)
    try adjoint.send(adjoint.apply(gradient, value, dy), to: node.input(0))
  }

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    [
      .rows(
        Self.function, invocation.input(0), columns: invocation.shape(0).dimensions.last ?? 1,
        into: invocation.output(0))
    ]
  }
}

/// The gradient of a row operation from what it gave (`Normalize`: took) and the gradient of that.
struct RowGradient: Elementwise {
  let function: KernelCall.RowFunction
  let title: String

  var name: String { title + "Gradient" }
  var inPlace: [(output: Int, input: Int)] { [(0, 1)] }

  func kernels(_ invocation: Invocation) -> [KernelCall] {
    [
      .rowsGradient(
        function, value: invocation.input(0), dy: invocation.input(1),
        columns: invocation.shape(0).dimensions.last ?? 1, into: invocation.output(0))
    ]
  }
}
