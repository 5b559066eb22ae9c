/// A computation over tensors: values, and the operations between them in an order that works.
///
/// Building it is shape inference: every value has its type from the moment it exists.
package struct Graph: Sendable {
  /// What is known of one value.
  package struct Definition: Sendable {
    package let type: TensorType
    package let storage: Storage
    /// What people call it; nil for most computed values.
    package let name: String?
  }

  /// Samples a batch: the outermost size of everything that flows through the layers.
  package let batch: Int
  package private(set) var definitions: [Definition] = []
  package private(set) var nodes: [GraphNode] = []
  package private(set) var parameters: [Parameter] = []
  /// What the operations that follow are appended for.
  package var origin: Origin?
  /// The step scalars that something reads; see `scalar(_:)`.
  package internal(set) var scalars: [StepScalar: Value] = [:]

  package init(batch: Int) {
    self.batch = batch
  }

  package subscript(value: Value) -> Definition { definitions[value.id] }

  package func shape(_ value: Value) -> Shape { self[value].type.shape }

  /// Every value, in the order of definition.
  package var values: [Value] { definitions.indices.map { Value(id: $0) } }

  /// The parameters that gradients change.
  package var trainedParameters: [Parameter] { parameters.filter { $0.isTrained } }

  /// The number of numbers in all parameters, counted as Keras does; `Int.max` where it does not fit.
  package var parameterCount: Int {
    parameters.reduce(0) { sum, parameter in
      let (result, overflow) = sum.addingReportingOverflow(parameter.shape.elementCount)
      return overflow ? Int.max : result
    }
  }

  /// A value that the caller fills before each run.
  package mutating func input(_ name: String, _ type: TensorType) -> Value {
    define(type, .input, name)
  }

  /// A float32 value that the caller fills before each run.
  package mutating func input(_ name: String, _ shape: Shape) -> Value {
    input(name, TensorType(shape))
  }

  /// A value that lasts from run to run; zero-filled at first. No other has its name.
  package mutating func persistent(_ name: String, _ type: TensorType) -> Value {
    define(type, .persistent, name)
  }

  /// A float32 value that lasts from run to run.
  package mutating func persistent(_ name: String, _ shape: Shape) -> Value {
    persistent(name, TensorType(shape))
  }

  /// A value that a layer has for good, with the way to draw its first numbers.
  package mutating func parameter(
    _ name: String, _ shape: Shape, _ initializer: any Initializer, isTrained: Bool = true
  ) -> Value {
    let value = persistent(name, shape)
    parameters.append(
      Parameter(
        name: name, value: value, shape: shape, initializer: initializer, isTrained: isTrained))
    return value
  }

  /// Appends an operation and gives its outputs.
  @discardableResult
  package mutating func append(
    _ operation: any Operation, _ inputs: [Value?]
  ) throws(ShapeError) -> [Value] {
    let operands = inputs.map { $0.map { self[$0].type } }
    try operation.operandElements.check(operands, of: operation.name)
    let types = try operation.outputs(for: operands)
    let outputs = types.map { define($0, .computed, nil) }
    nodes.append(
      GraphNode(operation: operation, inputs: inputs, outputs: outputs, origin: origin))
    return outputs
  }

  /// Appends an operation with one output.
  package mutating func apply(
    _ operation: any Operation, _ inputs: Value?...
  ) throws(ShapeError) -> Value {
    let outputs = try append(operation, inputs)
    precondition(outputs.count == 1, "\(operation.name) has one output")
    return outputs[0]
  }

  private mutating func define(_ type: TensorType, _ storage: Storage, _ name: String?) -> Value {
    definitions.append(Definition(type: type, storage: storage, name: name))
    return Value(id: definitions.count - 1)
  }
}

/// A handle on one tensor of a graph.
package struct Value: Sendable, Hashable {
  package let id: Int

  init(id: Int) {
    self.id = id
  }
}

/// Where a value's memory comes from and how long it lasts.
package enum Storage: Sendable, Hashable {
  /// Filled by the caller before each run.
  case input
  /// Kept from run to run: a parameter, an optimizer's moments, a layer's state.
  case persistent
  /// Computed by a node, gone when its last reader has run.
  case computed
}

/// One operation of a graph with the values it takes and gives.
package struct GraphNode: Sendable {
  package let operation: any Operation
  /// Nil is an optional input left out.
  package let inputs: [Value?]
  package let outputs: [Value]
  /// What it was appended for; nil where nobody said.
  package let origin: Origin?

  /// An input that the operation always has.
  package func input(_ index: Int) -> Value {
    guard let value = inputs[index] else { preconditionFailure("input \(index) is required") }
    return value
  }
}
