package import Engine

/// A row for each label, 1 at its place and 0 elsewhere (ONNX `OneHot`). It has no gradient.
///
/// Input: labels, float32 [rows…]. Output: [rows…, classes].
package struct OneHot: Operation {
  package let classes: Int

  package init(classes: Int) {
    self.classes = classes
  }

  package var name: String { "OneHot" }
  package var attributes: [String] { ["classes=\(classes)"] }
  package var inputsWithoutGradient: [Int] { [0] }

  package func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    guard let labels = inputs[0]?.shape else { preconditionFailure("OneHot has labels") }
    return [TensorType(Shape(labels.dimensions + [classes]))]
  }

  package func appendAdjoint(
    of node: GraphNode, gradients: [Value?], to adjoint: inout Adjoint
  ) throws(ShapeError) {}

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    [.oneHot(invocation.input(0), classes: classes, into: invocation.output(0))]
  }
}

/// Whether the largest prediction of a row stands where the target's largest number does, or at the
/// target's label: 1 or 0. Of equal ones the first counts. It has no gradient.
///
/// Inputs: predictions [rows…, classes], and targets of the same shape or labels [rows…]. Output:
/// [rows…, 1].
package struct ClassMatch: Operation {
  package var name: String { "ClassMatch" }
  package var inputsWithoutGradient: [Int] { [0, 1] }

  package init() {}

  package func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    guard let prediction = inputs[0]?.shape, let target = inputs[1]?.shape else {
      preconditionFailure("ClassMatch has predictions and targets")
    }
    let rows = Array(prediction.dimensions.dropLast())
    guard target == prediction || target == Shape(rows) || target == Shape(rows + [1]) else {
      throw .mismatch(operation: name, left: prediction, right: target)
    }
    return [TensorType(Shape(rows + [1]))]
  }

  package func appendAdjoint(
    of node: GraphNode, gradients: [Value?], to adjoint: inout Adjoint
  ) throws(ShapeError) {}

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    [
      .classMatch(
        invocation.input(0), invocation.input(1),
        columns: invocation.shape(0).dimensions.last ?? 1, into: invocation.output(0))
    ]
  }
}
