package import Files

/// The results that stand in a folder, whoever wrote them.
package struct StoredResults: Sendable {
  /// As messages show it.
  package let path: String

  package init(_ path: String) {
    self.path = path
  }

  /// The names of all reports, sorted by their bytes.
  ///
  /// - Parameter problems: gets what cannot be gone through, and what only is called like a report
  package func names(_ problems: inout [String]) throws(FileProblem) -> [String] {
    var names: [String] = []
    try find(below: "", &names, &problems)
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Whether the folder is that of one result, not of many.
  package var isResult: Bool { Folders.kind(of: path + "/" + ResultsFolder.report) == .file }

  /// One result by its name.
  package func result(_ name: String) -> StoredResult {
    StoredResult.read(name, in: folder(of: name))
  }

  /// Where the files of a result stand.
  package func folder(of name: String) -> String { name.isEmpty ? path : path + "/" + name }

  private func find(
    below name: String, _ names: inout [String], _ problems: inout [String]
  ) throws(FileProblem) {
    let folder = folder(of: name)
    for entry in try FolderEntries.of(folder, shown: folder) where !entry.name.hasPrefix(".") {
      let inner = CheckedPath.join(folder, entry.name)
      let isReport = entry.name == ResultsFolder.report && !name.isEmpty
      switch entry.kind {
      case .file where isReport: names.append(name)
      case .folder, .link, .other:
        if isReport {
          problems.append("`\(inner)` is no file")
        } else if entry.kind == .folder {
          guard entry.isUTF8 else {
            problems.append(FileProblem.notUTF8(path: inner).text)
            continue
          }
          do throws(FileProblem) {
            try find(below: name.isEmpty ? entry.name : name + "/" + entry.name, &names, &problems)
          } catch {
            problems.append(error.text)
          }
        }
      case .file: break
      }
    }
  }
}
