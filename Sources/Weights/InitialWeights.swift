package import Files
package import Graphs
import Synchronization

/// The tensors that a model starts from. They may be large, and are let go of once they are taken.
package final class InitialWeights: Sendable {
  /// Of the file's bytes, as reports write it.
  package let digest: String
  private let tensors: Mutex<[String: Tensor]?>

  private init(tensors: [String: Tensor], digest: String) {
    self.tensors = Mutex(tensors)
    self.digest = digest
  }

  /// Reads a safetensors file whose tensors are exactly the parameters, by name and shape. Names and
  /// shapes are compared before any number is read.
  package static func read(
    _ path: CheckedPath, for parameters: [Parameter]
  ) throws(WeightsProblem) -> InitialWeights {
    let file = try Safetensors(path)
    let names = file.entries.map { $0.name }
    let parametersByName = Dictionary(parameters.map { ($0.name, $0) }) { first, _ in first }
    if let unknown = names.first(where: { parametersByName[$0] == nil }) {
      throw .unknown(tensor: unknown, known: parameters.map { $0.name })
    }
    let entries = Dictionary(file.entries.map { ($0.name, $0) }) { first, _ in first }
    for parameter in parameters {
      guard let entry = entries[parameter.name] else {
        throw .missing(tensor: parameter.name, known: names)
      }
      guard entry.shape == parameter.shape else {
        throw .shape(tensor: parameter.name, expected: parameter.shape, actual: entry.shape)
      }
    }
    var tensors: [String: Tensor] = [:]
    for entry in file.entries {
      let tensor = try file.tensor(entry)
      if let index = tensor.values.firstIndex(where: { !$0.isFinite }) {
        throw .notFinite(tensor: entry.name, index: index, isNaN: tensor.values[index].isNaN)
      }
      tensors[entry.name] = tensor
    }
    return InitialWeights(tensors: tensors, digest: try file.digest())
  }

  /// The tensors by the parameter's name.
  ///
  /// - Precondition: nobody has taken them before.
  package func take() -> [String: Tensor] {
    let taken = tensors.withLock { tensors in
      defer { tensors = nil }
      return tensors
    }
    guard let taken else { preconditionFailure("a checked experiment is trained once") }
    return taken
  }
}

/// Why a file of weights cannot be a model's start.
package enum WeightsProblem: Error, Sendable, Hashable {
  case unreadable(FileProblem)
  /// Not a safetensors file; why, as a clause.
  case malformed(String)
  /// A tensor holds another kind of number than F32 or F64.
  case numberType(tensor: String, type: String)
  case missing(tensor: String, known: [String])
  case unknown(tensor: String, known: [String])
  case shape(tensor: String, expected: Shape, actual: Shape)
  /// A number is NaN or infinite, also one that is too large for float32; its index, row-major.
  case notFinite(tensor: String, index: Int, isNaN: Bool)
}
