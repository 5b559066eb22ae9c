import Experiments
import Files

/// What the points of a matrix are called.
enum PointNames {
  /// A file with a matrix and nothing else.
  static func file(_ matrix: String) -> ExperimentFile {
    .read(Array("matrix: \(matrix)\n".utf8), at: .planned("x.yaml"))
  }

  /// The names of all points, without that of the file; none if the matrix is refused.
  static func of(_ matrix: String) -> [String] {
    let file = file(matrix)
    return (0..<file.count).map { String(file.name(of: $0).name.dropFirst("x/".count)) }
  }

  /// Whether every system takes it as the name of one folder.
  static func isSafe(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 120
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "_=,.-+~".utf8.contains(byte)
        }
      }
  }
}
