/// Why a file or folder cannot be used.
package enum FileProblem: Error, Sendable, Hashable {
  case notFound(path: String)
  case unreadable(path: String, reason: SystemError)
  /// A pipe or a device, which has no end.
  case notRegular(path: String)
  /// Somebody else wrote to the file while it was read.
  case changing(path: String)
  case tooLarge(path: String, bytes: Int, limit: Int)
  case unwritable(path: String, reason: SystemError)
  /// No path at all, as an unset variable of a shell gives it.
  case emptyPath
  /// A path with the character U+0000, where the system would end it.
  case nulInPath(path: String)
  /// A name that is not UTF-8, its other bytes replaced by U+FFFD.
  case notUTF8(path: String)
  /// A path written in a file that leads out of the file's project.
  case outside(path: String)
  /// Folders inside one another without end.
  case tooDeep(path: String, limit: Int)
  /// What was written to stdout did not arrive.
  case outputLost(reason: SystemError)
  /// A file stands where a folder is needed.
  case notFolder(path: String)
  /// A link stands where a folder or file itself is needed.
  case isLink(path: String)
  /// Another process holds the lock on a folder, and the command was asked to stop meanwhile.
  case locked(path: String)
  /// A result has the name of another experiment's; the other's source.
  case taken(path: String, by: String)
  /// A folder without any experiment file.
  case noExperiments(path: String)
  /// Another program that is needed and cannot be run.
  case noProgram(name: String)

  /// Whether the disk is full, so that writing more is in vain.
  package var isDiskFull: Bool {
    switch self {
    case .unwritable(_, let reason), .outputLost(let reason): reason.isFull
    case .notFound, .unreadable, .notRegular, .changing, .tooLarge, .emptyPath, .nulInPath,
      .notUTF8, .outside, .tooDeep, .notFolder, .isLink, .locked, .taken, .noExperiments,
      .noProgram:
      false
    }
  }

  /// The problem in words, without a full stop.
  package var text: String {
    switch self {
    case .emptyPath: "a path is empty: is a variable of the shell not set?"
    case .nulInPath(let path): "`\(path)` has the character U+0000, which no path can have"
    case .notUTF8(let path): "the name of `\(path)` is not UTF-8"
    case .outside(let path): "`\(path)` lies outside the project"
    case .tooDeep(let path, let limit):
      "`\(path)` lies in more than \(limit) folders inside one another"
    case .outputLost(let reason): "the output cannot be written: \(reason.text)"
    case .notFound(let path): "there is no `\(path)`"
    case .unreadable(let path, let reason): "`\(path)` cannot be read: \(reason.text)"
    case .notRegular(let path): "`\(path)` is not a regular file"
    case .changing(let path): "`\(path)` changed while it was read"
    case .tooLarge(let path, let bytes, let limit):
      "`\(path)` has \(bytes) bytes; at most \(limit) are read"
    case .unwritable(let path, let reason): "`\(path)` cannot be written: \(reason.text)"
    case .noProgram(let name): "`\(name)` is needed for that, and cannot be run"
    case .notFolder(let path): "`\(path)` is a file, but a folder is needed"
    case .isLink(let path): "`\(path)` is a link, which is not followed here"
    case .locked(let path): "`\(path)` is locked by another run"
    case .taken(let path, let source):
      "`\(path)` holds the result of `\(source)`, which has the same name: rename one of the files"
    case .noExperiments(let path): "there is no .yaml or .yml file below `\(path)`"
    }
  }

  /// The same problem of a file that is called otherwise: as a file names it, for example, and not as
  /// it is reached from where the command was started.
  package func calling(_ name: String) -> FileProblem {
    switch self {
    case .notFound: .notFound(path: name)
    case .unreadable(_, let reason): .unreadable(path: name, reason: reason)
    case .notRegular: .notRegular(path: name)
    case .changing: .changing(path: name)
    case .tooLarge(_, let bytes, let limit): .tooLarge(path: name, bytes: bytes, limit: limit)
    case .unwritable(_, let reason): .unwritable(path: name, reason: reason)
    case .nulInPath: .nulInPath(path: name)
    case .notUTF8: .notUTF8(path: name)
    case .outside: .outside(path: name)
    case .tooDeep(_, let limit): .tooDeep(path: name, limit: limit)
    case .notFolder: .notFolder(path: name)
    case .isLink: .isLink(path: name)
    case .locked: .locked(path: name)
    case .taken(_, let source): .taken(path: name, by: source)
    case .noExperiments: .noExperiments(path: name)
    case .emptyPath, .outputLost, .noProgram: self
    }
  }
}
