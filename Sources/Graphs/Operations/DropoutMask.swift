package import Engine

/// Zeros at a share of the places, chosen at random, and 1 / (1 − rate) at the others.
///
/// The choice follows from the seed, the step, the mask's name and the place alone, by `Philox`.
/// Inputs: the seed and the step, int32 [2]; see `StepScalar`.
package struct DropoutMask: Operation {
  package let shape: Shape
  /// In 0 ..< 1.
  package let rate: Double
  /// Tells the masks of a network apart.
  package let title: String

  package init(_ shape: Shape, rate: Double, named title: String) {
    precondition((0..<1).contains(rate))
    self.shape = shape
    self.rate = rate
    self.title = title
  }

  package var name: String { "DropoutMask" }
  package var attributes: [String] { ["rate=\(rate)", title] }
  package var operandElements: OperandElements { .all(.int32) }
  package var inputsWithoutGradient: [Int] { [0, 1] }

  package func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    [TensorType(shape)]
  }

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    [
      .dropout(
        rate: rate, stream: Philox.hash(title), seed: invocation.input(0),
        step: invocation.input(1), into: invocation.output(0))
    ]
  }
}
