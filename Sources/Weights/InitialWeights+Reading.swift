import Files
package import Graphs

extension InitialWeights {
  /// Reads a safetensors file whose tensors are exactly the parameters, by name and shape.
  package static func read(
    _ path: String, for parameters: [Parameter]
  ) throws(WeightsProblem) -> InitialWeights {
    let bytes: [UInt8]
    do throws(FileProblem) {
      bytes = try TextFile.bytes(at: path, limit: Safetensors.sizeLimit)
    } catch {
      throw .unreadable(error)
    }
    let tensors = try Safetensors.read(bytes)
    let names = tensors.map { $0.name }
    for tensor in tensors where !parameters.contains(where: { $0.name == tensor.name }) {
      throw .unknown(tensor: tensor.name, known: parameters.map { $0.name })
    }
    var byName: [String: Tensor] = [:]
    for parameter in parameters {
      guard let tensor = tensors.first(where: { $0.name == parameter.name })?.tensor else {
        throw .missing(tensor: parameter.name, known: names)
      }
      guard tensor.shape == parameter.shape else {
        throw .shape(tensor: parameter.name, expected: parameter.shape, actual: tensor.shape)
      }
      byName[parameter.name] = tensor
    }
    return InitialWeights(tensors: byName, digest: SHA256.text(of: bytes))
  }
}
