package import Engine

/// An operation's operands in the arena, when its kernels are chosen.
package struct Invocation: Sendable {
  package let inputTypes: [TensorType?]
  package let outputTypes: [TensorType]
  /// One an input; nil where an optional input is left out.
  package let inputs: [Buffer?]
  /// One an output; nil where nobody reads it.
  package let outputs: [Buffer?]
  package let scratch: [Buffer]

  package init(
    inputTypes: [TensorType?], outputTypes: [TensorType], inputs: [Buffer?], outputs: [Buffer?],
    scratch: [Buffer]
  ) {
    self.inputTypes = inputTypes
    self.outputTypes = outputTypes
    self.inputs = inputs
    self.outputs = outputs
    self.scratch = scratch
  }

  /// The buffer of an input that the operation always has.
  package func input(_ index: Int) -> Buffer {
    guard let buffer = inputs[index] else { preconditionFailure("input \(index) is required") }
    return buffer
  }

  /// The buffer of an output that is always computed.
  package func output(_ index: Int) -> Buffer {
    guard let buffer = outputs[index] else { preconditionFailure("output \(index) is needed") }
    return buffer
  }

  /// The type of an input that the operation always has.
  package func type(_ index: Int) -> TensorType {
    guard let type = inputTypes[index] else { preconditionFailure("input \(index) is required") }
    return type
  }

  /// The shape of an input that the operation always has.
  package func shape(_ index: Int) -> Shape { type(index).shape }
}
