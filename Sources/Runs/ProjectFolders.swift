import Diagnostics
import Experiments
import Files
import Reports
import Synchronization

/// A folder of results for each project of a selection, or one for all.
struct ProjectFolders<Folder: Sendable>: Sendable {
  /// The one folder for all projects, if there is one.
  private let shared: Folder?
  /// Else that of each project, by its root.
  private let own: [String: Folder]

  /// - Parameters:
  ///   - path: the one folder for all results; nil: `results` in the root of each project
  ///   - open: opens a folder, given as messages show it
  init(
    of selection: RunSelection, at path: String?, open: (String) throws(FileProblem) -> Folder
  ) throws(FileProblem) {
    if let path {
      shared = try open(path)
      own = [:]
      return
    }
    var own: [String: Folder] = [:]
    for root in Set(selection.files.map { $0.name.root }).sorted() {
      own[root] = try open(CheckedPath.relative(CheckedPath.join(root, "results")))
    }
    shared = nil
    self.own = own
  }

  /// Every folder once, with the root of its project if it has only one.
  var all: [(root: String?, folder: Folder)] {
    shared.map { [(nil, $0)] }
      ?? own.sorted { $0.key < $1.key }.map { (root: $0.key, folder: $0.value) }
  }

  /// The folder of an experiment.
  subscript(name: ExperimentName) -> Folder {
    guard let folder = shared ?? own[name.root] else {
      preconditionFailure("every root of the selection has a folder")
    }
    return folder
  }
}

extension ExperimentName {
  /// Whether an experiment that cannot be run has a report: not without a usable name, and a file that
  /// shares another's name must not touch its report.
  func canHaveReport(_ diagnostics: [Diagnostic]) -> Bool {
    problem == nil && !isBase && !diagnostics.contains { $0.code == .sameReport }
  }
}

extension RunSelection {
  /// Tells whether a report has an experiment: a file of this run that gives its name, or a file
  /// that was not run and exists.
  ///
  /// - Parameter root: the root of the folder's project; nil: it is shared
  func origin(in root: String?) -> ReportOrigin {
    let files = files.filter { root == nil || $0.name.root == root }
    let given = GivenNames(Dictionary(grouping: files) { $0.name.source })
    return ReportOrigin { source, name in
      if let isGiven = given.has(name, from: source) { return isGiven }
      // The reports of a folder that was named may be of any project.
      guard let root else { return true }
      // A folder that may not be looked into may have it.
      return !Folders.isMissing(CheckedPath.join(root, source))
    }
  }
}

/// The names that the files of a run give, gathered when they are first asked for.
private final class GivenNames: Sendable {
  private let files: [String: [ExperimentFile]]
  private let names = Mutex<[String: Set<String>]>([:])

  /// - Parameter files: by their source
  init(_ files: [String: [ExperimentFile]]) {
    self.files = files
  }

  /// Whether a file of the run gives the name; nil if the run has no file of this source.
  func has(_ name: String, from source: String) -> Bool? {
    guard let files = files[source] else { return nil }
    return names.withLock { names in
      if let known = names[source] { return known.contains(name) }
      let all = Set(
        files.flatMap { file in
          [file.name.name]
            + (file.reportsEach ? (0..<file.count).map { file.name(of: $0).name } : [])
        })
      names[source] = all
      return all.contains(name)
    }
  }
}
