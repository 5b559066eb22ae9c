import Documents
import Graphs
package import Schemas
import Weights

/// An array in a file of NumPy's.
package struct NPYSource: DataSource {
  package static let title = "npy"
  package static let summary =
    "An array in a .npy file of NumPy: a list of numbers, rows and columns, or samples of any shape. "
    + "Columns are called `1`, `2` and so on."
  package static let keys: [Key<NPYSource>] = [
    .required("file", \.file, "The file, relative to this one, inside the project.")
  ]
  package static let examples = ["npy: {file: data/series.npy}"]

  package var file = ""

  package init() {}

  package var count: Int? { nil }
  package var givesRows: Bool { false }

  package func load(_ context: SourceContext) throws(DataError) -> SourceData {
    let (shape, values) = try NPYFile.read(try context.file(file), named: file)
    switch shape.rank {
    case 0: throw .array("it holds one number and no axis", file: file)
    case 1: return .series(values)
    case 2:
      let columns = (0..<shape[1]).map { column in
        Column(
          "\(column + 1)",
          .numbers((0..<shape[0]).map { values[$0 * shape[1] + column] }))
      }
      guard !columns.isEmpty else { throw .array("it has no columns", file: file) }
      return .table(Table(columns))
    default: return .arrays([NamedSamples("array", Samples(shape, values.map { Float($0) }))])
    }
  }
}

/// Arrays with names in a safetensors file.
package struct SafetensorsSource: DataSource {
  package static let title = "safetensors"
  package static let summary =
    "Arrays in a safetensors file, the samples first: `from` names one. Where there are `x` and `y`, "
    + "the input begins with one and the target with the other."
  package static let keys: [Key<SafetensorsSource>] = [
    .required("file", \.file, "The file, relative to this one, inside the project.")
  ]
  package static let examples = ["safetensors: {file: data/arrays.safetensors}"]

  package var file = ""

  package init() {}

  package var count: Int? { nil }
  package var givesRows: Bool { false }

  package func load(_ context: SourceContext) throws(DataError) -> SourceData {
    let opened = try context.file(file)
    do throws(WeightsProblem) {
      let arrays = try Safetensors(opened)
      var all: [NamedSamples] = []
      for entry in arrays.entries {
        let tensor = try arrays.tensor(entry)
        guard tensor.shape.rank > 0 else {
          throw .malformed("`\(entry.name)` holds one number and no axis")
        }
        if let index = tensor.values.firstIndex(where: { !$0.isFinite }) {
          throw .notFinite(tensor: entry.name, index: index, isNaN: tensor.values[index].isNaN)
        }
        all.append(NamedSamples(entry.name, Samples(tensor.shape, tensor.values)))
      }
      guard !all.isEmpty else { throw .malformed("it holds no array") }
      return .arrays(all)
    } catch {
      switch error {
      case .unreadable(let problem): throw .file(problem, file: file)
      case .malformed(let reason): throw .array(reason, file: file)
      case .numberType(let name, let type):
        throw .array("`\(name)` holds \(type), which is not supported", file: file)
      case .notFinite(let name, let index, _):
        throw .array("`\(name)` has no finite number at index \(index)", file: file)
      case .missing, .unknown, .shape:
        preconditionFailure("a file of data is compared with no model")
      }
    }
  }
}
