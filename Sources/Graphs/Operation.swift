package import Engine

/// One kind of node of a graph: what it gives, its adjoint, and the kernels that compute it.
///
/// Operations are coarse; where ONNX has one, it carries the ONNX operator's name and meaning. A
/// new operation is one file with this conformance.
package protocol Operation: Sendable {
  /// The name, as `show graph` prints it; ONNX's where there is one.
  var name: String { get }

  /// The arguments that are not tensors, as `show graph` prints them.
  var attributes: [String] { get }

  /// The kinds of element that it takes; float32 unless it says otherwise.
  var operandElements: OperandElements { get }

  /// The types of the outputs for inputs of these types; nil is an optional input left out. The
  /// elements are known to be those of `operandElements`.
  func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType]

  /// Appends the operations that carry the gradients of the outputs back to the inputs.
  ///
  /// - Parameters:
  ///   - node: this operation with its inputs and outputs
  ///   - gradients: one an output; nil where none arrives
  func appendAdjoint(
    of node: GraphNode, gradients: [Value?], to adjoint: inout Adjoint
  ) throws(ShapeError)

  /// The inputs through which no gradient flows, although the outputs may depend on them: targets,
  /// masks, what a step function reads.
  var inputsWithoutGradient: [Int] { get }

  /// The kernels that compute the outputs.
  func kernels(_ invocation: Invocation) -> [KernelCall]

  /// The sizes in words of the scratch buffers that the kernels need.
  func scratch(for inputs: [TensorType?]) -> [Int]

  /// The output is the input under another shape; there is nothing to compute.
  var isView: Bool { get }

  /// The inputs that it changes, all of them persistent. It must run although nobody reads an output.
  var changedInputs: [Int] { get }

  /// The outputs that need memory even where nobody reads them, because others come from them.
  var alwaysComputed: [Int] { get }

  /// Outputs whose numbers all stand in another output as well, such as the last of all steps, and
  /// that other one.
  var repeatedOutputs: [Int: Int] { get }

  /// Whether each row of the outputs, along the outermost axis, follows from the same rows of the
  /// inputs, and from all of those that all rows share.
  ///
  /// - Parameter shared: the types of the inputs that all rows share; nil for the others
  func isRowwise(shared: [TensorType?]) -> Bool

  /// Roughly how many floating-point operations it takes, before kernels are chosen.
  func estimatedOperations(_ inputs: [TensorType?], _ outputs: [TensorType]) -> Double

  /// Pairs of an output and the input whose place it may take where nobody reads that input later.
  var inPlace: [(output: Int, input: Int)] { get }
}

extension Operation {
  package var attributes: [String] { [] }
  package var operandElements: OperandElements { .all(.float32) }
  package var inputsWithoutGradient: [Int] { [] }
  package var isView: Bool { false }
  package var changedInputs: [Int] { [] }
  package var alwaysComputed: [Int] { [] }
  package var repeatedOutputs: [Int: Int] { [:] }
  package func isRowwise(shared: [TensorType?]) -> Bool { false }
  package func estimatedOperations(_ inputs: [TensorType?], _ outputs: [TensorType]) -> Double {
    outputs.reduce(0) { $0 + 5 * Double($1.shape.elementCount) }
  }
  package var inPlace: [(output: Int, input: Int)] { [] }

  package func scratch(for inputs: [TensorType?]) -> [Int] { [] }

  package func appendAdjoint(
    of node: GraphNode, gradients: [Value?], to adjoint: inout Adjoint
  ) throws(ShapeError) {
    throw .notDifferentiable(operation: name)
  }
}

extension Operation {
  /// It changes something, so it must run although nobody reads an output.
  package var hasEffect: Bool { !changedInputs.isEmpty }
}

/// An operation on tensors of one shape, element by element.
package protocol Elementwise: Operation {}

extension Elementwise {
  package func isRowwise(shared: [TensorType?]) -> Bool { shared.allSatisfy { $0 == nil } }

  package func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    guard let first = inputs[0] else { preconditionFailure("\(name) has inputs") }
    for case .some(let other) in inputs.dropFirst() where other != first {
      throw .mismatch(operation: name, left: first.shape, right: other.shape)
    }
    return [first]
  }
}
