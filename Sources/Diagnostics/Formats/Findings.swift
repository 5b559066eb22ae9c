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

/// What was found about one file and the experiments in it.
package struct FileFindings: Sendable {
  /// The file, as the person named it.
  package let path: String
  /// What the file's experiment is called, or would be.
  package let name: String
  /// Whether the experiments are points of a matrix.
  package let hasMatrix: Bool
  /// What is wrong with the text and its composition; then none of its experiments can be run.
  package let diagnostics: [Diagnostic]
  /// None if the file is so wrong that they cannot be read.
  package let experiments: [ExperimentFindings]

  package init(
    path: String, name: String, hasMatrix: Bool = false, diagnostics: [Diagnostic] = [],
    experiments: [ExperimentFindings] = []
  ) {
    self.path = path
    self.name = name
    self.hasMatrix = hasMatrix
    self.diagnostics = diagnostics
    self.experiments = experiments
  }
}

/// What was found about one experiment.
package struct ExperimentFindings: Sendable {
  package let name: String
  package let status: FindingsStatus
  /// First what is wrong with the file, in its order; then what did not come out as expected.
  package let diagnostics: [Diagnostic]
  /// How long its training took; nil if it was not trained.
  package let seconds: Double?
  /// The numbers of its report by their paths.
  package let numbers: [(path: String, value: Double)]
  /// Its report, as a person would name it; nil where none is written.
  package let report: String?

  package init(
    name: String, status: FindingsStatus, diagnostics: [Diagnostic], seconds: Double? = nil,
    numbers: [(path: String, value: Double)] = [], report: String? = nil
  ) {
    self.name = name
    self.status = status
    self.diagnostics = diagnostics
    self.seconds = seconds
    self.numbers = numbers
    self.report = report
  }
}

/// What became of an experiment.
package enum FindingsStatus: String, Sendable {
  /// It was run, and nothing was expected.
  case done
  /// It was run, and everything came out as expected.
  case passed
  /// It was run, or only checked, and something did not, or cannot, come out as expected.
  case failed
  /// It cannot be run.
  case invalid
  /// Its training was stopped from outside.
  case stopped
  /// It was only checked, and nothing is wrong with it.
  case checked
  /// It was run, and gives what was committed.
  case verified
  /// It was run, and what was committed is something else.
  case differs
}
