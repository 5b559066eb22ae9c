/// A tensor with its name, as files of weights hold them.
package struct NamedTensor: Sendable {
  package let name: String
  package let tensor: Tensor

  package init(name: String, tensor: Tensor) {
    self.name = name
    self.tensor = tensor
  }
}
