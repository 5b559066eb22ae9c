package import Files
package import Graphs

/// Why a file of weights cannot be a model's start.
package enum WeightsProblem: Error, Sendable, Hashable {
  case unreadable(FileProblem)
  /// Not a safetensors file.
  case malformed
  /// A tensor holds another kind of number than F32 or F64.
  case numberType(tensor: String, type: String)
  case missing(tensor: String, known: [String])
  case unknown(tensor: String, known: [String])
  case shape(tensor: String, expected: Shape, actual: Shape)
}
