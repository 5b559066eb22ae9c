import Files

/// What a command found, file by file: what every machine-readable document is written from.
package struct Findings: Sendable {
  /// In the order in which the files were named.
  package let files: [FileFindings]
  /// The files' paths from the root of their project, by what the person called them.
  private let projectPaths: [String: String]

  /// - Parameter projectPath: the path from the root of its project of a file that a person named
  package init(_ files: [FileFindings], projectPath: (String) -> String) {
    self.files = files
    var paths: [String: String] = [:]
    for file in files {
      for diagnostic in file.diagnostics + file.experiments.flatMap({ $0.diagnostics }) {
        for name in diagnostic.sourceNames where paths[name] == nil {
          paths[name] = projectPath(name)
        }
      }
    }
    projectPaths = paths
  }

  /// Every diagnostic once, in the order of the files: points of a matrix, and files that extend
  /// the same one, share theirs. One that belongs to a point of a matrix names it.
  var distinct: [Diagnostic] {
    var seen: Set<String> = []
    var distinct: [Diagnostic] = []
    for file in files {
      for diagnostic in file.diagnostics where seen.insert(diagnostic.identity).inserted {
        distinct.append(diagnostic)
      }
      for experiment in file.experiments {
        for diagnostic in experiment.diagnostics
        where seen.insert(diagnostic.identity).inserted {
          distinct.append(
            file.hasMatrix
              ? diagnostic.noting("at the matrix's point \(experiment.name)") : diagnostic)
        }
      }
    }
    return distinct
  }

  /// The path of a diagnostic's file from the root of its project; nil where it is no file but the
  /// command line.
  func projectPath(of name: String) -> String? {
    name == Diagnostic.commandLine ? nil : projectPaths[name]
  }
}

extension Diagnostic {
  /// The files in which its places are, by the names that the person gave them.
  fileprivate var sourceNames: [String] {
    [file] + [label, related].compactMap { $0?.range.source.name }
  }
}
