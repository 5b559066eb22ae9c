import Documents
package import Files

/// What differs between two folders of results, experiment by experiment.
package struct ResultsDiff: Sendable {
  package let experiments: [ExperimentDifference]
  /// Whether the first folder, and the second, holds no result at all.
  package let isEmpty: (old: Bool, new: Bool)

  /// - Throws: a folder that cannot be gone through
  package init(from old: StoredResults, to new: StoredResults) throws(FileProblem) {
    var problems: [String] = []
    let (before, now) = (try old.names(&problems), try new.names(&problems))
    let (known, later) = (Set(before), Set(now))
    isEmpty = (before.isEmpty, now.isEmpty)
    var all: [ExperimentDifference] = []
    var gone: [(name: String, report: Report)] = []
    for name in before where !later.contains(name) {
      if let report = old.result(name).readable { gone.append((name, report)) }
    }
    for name in now where !known.contains(name) {
      var difference = ExperimentDifference(name, .added)
      if let report = new.result(name).readable {
        difference.new = report.status
        if let place = gone.firstIndex(where: { $0.report.hasSameNumbers(as: report) }) {
          let from = gone.remove(at: place)
          difference = ExperimentDifference(name, .renamed(from: from.name))
          (difference.old, difference.new) = (from.report.status, report.status)
        }
      }
      all.append(difference)
    }
    for (name, report) in gone {
      var difference = ExperimentDifference(name, .removed)
      difference.old = report.status
      all.append(difference)
    }
    for name in before where later.contains(name) {
      let (a, b) = (old.result(name), new.result(name))
      // One of them alone is broken, or half of another result.
      if (a.problem == nil) != (b.problem == nil) {
        all.append(ExperimentDifference(name, .unreadable(a.problem ?? b.problem ?? "")))
        continue
      }
      guard let first = a.readable, let second = b.readable else { continue }
      if let difference = try ExperimentDifference(
        name, first, second, in: (old.folder(of: name), new.folder(of: name)))
      {
        all.append(difference)
      }
    }
    experiments = all.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }
}

extension Report {
  /// Whether another report is of the same run under another name.
  fileprivate func hasSameNumbers(as other: Report) -> Bool {
    guard let files = files?.entries, let others = other.files?.entries else { return false }
    return files.map { $0.value } == others.map { $0.value }
      && digest?.weights == other.digest?.weights
  }
}
