/// An operation on tensors of one shape, element by element.
package protocol Elementwise: Operation {}

extension Elementwise {
  package func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    guard let first = inputs[0] else { preconditionFailure("\(name) has inputs") }
    for case .some(let other) in inputs.dropFirst() where other != first {
      throw .mismatch(operation: name, left: first.shape, right: other.shape)
    }
    return [first]
  }
}
