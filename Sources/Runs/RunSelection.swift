import Diagnostics
package import Experiments
package import Files

/// The experiments that a command is for: files, each read once, and what is run of them.
package struct RunSelection: Sendable {
  /// One experiment of a selection, or one file that cannot be read.
  package struct Item: Sendable, Hashable {
    /// The place among all items, from zero.
    package let number: Int
    /// The place of its file.
    package let file: Int
    /// The experiment's place in the file; nil if the file cannot be read.
    package let point: Int?
  }

  package let files: [ExperimentFile]
  /// Links that were not followed.
  package let unfollowedLinks: [String]
  /// The first item of each file, and the number of all items.
  private let starts: [Int]
  /// The only point that is meant, of every file, if one is.
  let point: Int?

  /// Finds and reads files.
  ///
  /// - Parameters:
  ///   - paths: files, or folders of files
  ///   - point: the only point of a matrix that is meant, from zero
  ///   - results: the folder for all reports; nil: each project's own
  ///   - threads: the most threads to read with
  /// - Throws: a path that leads nowhere
  package init(
    at paths: [String], overrides: [Override] = [], point: Int? = nil, results: String? = nil,
    threads: Int, stop: StopRequest
  ) throws(FileProblem) {
    let finder = try ExperimentFinder(at: paths)
    let found = finder.files
    var files = Workers(count: threads).map(found.count) { index in
      stop.isMade ? nil : ExperimentFile.read(found[index], overrides: overrides)
    }.compactMap { $0 }
    Self.refuseSharedReports(&files, sharesFolder: results != nil)
    self.init(files, unfollowedLinks: finder.unfollowedLinks, point: point)
  }

  /// Files that were read already.
  package init(_ files: [ExperimentFile], unfollowedLinks: [String] = [], point: Int? = nil) {
    self.files = files
    self.unfollowedLinks = unfollowedLinks
    self.point = point
    starts = files.reduce(into: [0]) { starts, file in
      starts.append(starts[starts.count - 1] + (point == nil ? max(file.count, 1) : 1))
    }
  }

  /// How many items there are.
  package var count: Int { starts[starts.count - 1] }

  /// The item of a number.
  package subscript(number: Int) -> Item {
    var (low, high) = (0, files.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if starts[middle] <= number { low = middle } else { high = middle - 1 }
    }
    let first = point ?? number - starts[low]
    return Item(number: number, file: low, point: files[low].count == 0 ? nil : first)
  }

  /// Whether an item is a point of a matrix that is run as a whole, and so has one result.
  func isPart(_ item: Item) -> Bool {
    point == nil && item.point != nil && files[item.file].hasMatrix
  }

  /// What an item is called.
  package func name(of item: Item) -> ExperimentName {
    item.point.map { files[item.file].name(of: $0) } ?? files[item.file].name
  }

  // MARK: Names

  /// Refuses files whose reports would be those of another, or could not be written by their name.
  private static func refuseSharedReports(_ files: inout [ExperimentFile], sharesFolder: Bool) {
    var firstWithName: [String: String] = [:]
    for index in files.indices {
      let file = files[index]
      if let reason = file.name.problem {
        files[index].refuse(
          Diagnostic(
            .sameReport, "reports cannot be called `\(file.name.name)`: \(reason)",
            file: file.path.shown, help: "rename the file"))
        continue
      }
      // Folders of some systems do not tell capitals from small letters.
      let key = (sharesFolder ? "" : file.name.root) + "\0" + file.name.name.lowercased()
      let other = firstWithName[key] ?? twin(of: file)
      if firstWithName[key] == nil { firstWithName[key] = file.path.shown }
      guard let other else { continue }
      files[index].refuse(
        Diagnostic(
          .sameReport,
          "its reports would be those of `\(other)`: both are called `\(file.name.name)`",
          file: file.path.shown, help: "rename one of the files"))
    }
    refuseNamesOfPoints(&files)
  }

  /// A file beside this one that differs in its ending alone, whether or not it is run too.
  private static func twin(of file: ExperimentFile) -> String? {
    let path = file.path.shown
    // Of the two, the one that comes first in a folder keeps the name.
    guard path.hasSuffix(".yml") else { return nil }
    let other = path.dropLast(".yml".count) + ".yaml"
    return Folders.kind(of: String(other)) == .file ? String(other) : nil
  }

  /// Refuses a file that is called as a point of another's matrix.
  private static func refuseNamesOfPoints(_ files: inout [ExperimentFile]) {
    for index in files.indices where files[index].reportsEach && files[index].count > 0 {
      let matrix = files[index]
      let prefix = matrix.name.name + "/"
      let below = files.indices.filter {
        files[$0].name.root == matrix.name.root && files[$0].name.name.hasPrefix(prefix)
      }
      guard !below.isEmpty else { continue }
      let points = Set((0..<matrix.count).map { matrix.name(of: $0).name.lowercased() })
      for other in below where points.contains(files[other].name.name.lowercased()) {
        files[other].refuse(
          Diagnostic(
            .sameReport,
            "its reports would be those of a point of `\(matrix.path.shown)`: both are called "
              + "`\(files[other].name.name)`",
            file: files[other].path.shown, help: "rename one of the files"))
      }
    }
  }
}
