package import Graphs

/// Which layers of a stack give the model's outputs.
struct OutputLayers {
  /// Their places in the stack, in the order of their names' mention.
  let indices: [Int]
  /// The layers up to the last of them; what stands behind is left out.
  let count: Int

  /// - Parameter names: nil: the last layer alone
  init(_ names: [String]?, of stack: [LayerSpecification]) throws(ModelError) {
    guard let names else {
      indices = stack.isEmpty ? [] : [stack.count - 1]
      count = stack.count
      return
    }
    let known = LayerNames().upcoming(stack[...])
    var indices: [Int] = []
    for name in names {
      guard let index = known.firstIndex(of: name) else {
        throw ModelError(
          index: nil, name: name, error: .unknownOutput(name: name, known: known), before: [])
      }
      indices.append(index)
    }
    self.indices = indices
    count = (indices.max() ?? -1) + 1
  }
}

/// One of the inputs that a model takes.
package struct ModelInput: Sendable, Hashable {
  package let name: String
  /// The shape of one sample.
  package let sample: Shape

  package init(_ name: String = LayerNames.input, sample: Shape) {
    self.name = name
    self.sample = sample
  }
}
