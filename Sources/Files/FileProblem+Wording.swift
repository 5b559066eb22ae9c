extension FileProblem {
  /// The problem in words, without a full stop.
  package var text: String {
    switch self {
    case .emptyPath: "a path is empty: is a variable of the shell not set?"
    case .outputLost(let reason): "the output cannot be written: \(reason)"
    case .notFound(let path): "there is no `\(path)`"
    case .unreadable(let path, let reason): "`\(path)` cannot be read: \(reason)"
    case .notRegular(let path): "`\(path)` is not a regular file"
    case .changing(let path): "`\(path)` changed while it was read"
    case .tooLarge(let path, let bytes, let limit):
      "`\(path)` has \(bytes) bytes; at most \(limit) are read"
    case .unwritable(let path, let reason): "`\(path)` cannot be written: \(reason)"
    case .notFolder(let path): "`\(path)` is a file, but a folder is needed"
    case .noExperiments(let path): "there is no .yaml or .yml file below `\(path)`"
    }
  }
}
