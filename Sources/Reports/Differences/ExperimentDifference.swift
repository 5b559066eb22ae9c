package import Documents
import Files

/// What differs between two results of one experiment.
package struct ExperimentDifference: Sendable {
  package enum Kind: Sendable, Hashable {
    case added, removed, changed
    /// The same weights under another name.
    case renamed(from: String)
    /// One of the two cannot be read, in words.
    case unreadable(String)
  }

  /// One number that differs; nil where a result does not have it.
  package struct Number: Sendable, Hashable {
    package let path: String
    package let old: Double?
    package let new: Double?
  }

  package let name: String
  package let kind: Kind
  /// What became of it before, and now.
  package var old: ReportStatus?
  package var new: ReportStatus?
  /// Keys of the resolved configuration, and files of data.
  package var configuration: [DataValue.Change] = []
  package var numbers: [Number] = []
  /// The first epoch whose numbers differ; nil where none does, or where there are no epochs.
  package var firstEpoch: Int?
  /// Whether the weights differ.
  package var weightsDiffer = false

  init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }

  /// What differs between two results; nil where nothing does.
  ///
  /// - Parameter folders: where they stand
  init?(
    _ name: String, _ old: Report, _ new: Report, in folders: (old: String, new: String)
  ) throws(FileProblem) {
    self.init(name, .changed)
    (self.old, self.new) = (old.status, new.status)
    let empty = DataValue.mapping([])
    configuration = (old.wholeConfiguration ?? empty).changes(
      to: new.wholeConfiguration ?? empty)
    let (data, newData) = (old.digest?.data?.encoded ?? empty, new.digest?.data?.encoded ?? empty)
    configuration += data.changes(to: newData).map {
      DataValue.Change(
        path: "data file " + $0.path, old: $0.old.map { Self.digest($0) },
        new: $0.new.map { Self.digest($0) })
    }
    for (path, before, now) in [
      ("format", old.format, new.format), ("numerics", old.numerics, new.numerics),
    ]
    where before != now {
      configuration.append(
        DataValue.Change(path: path, old: .integer(before), new: .integer(now)))
    }
    let (before, now) = (old.numbers, new.numbers)
    let known = Dictionary(now.map { ($0.path, $0.value) }) { first, _ in first }
    let earlier = Set(before.map { $0.path })
    numbers =
      before.compactMap { path, value in
        let other = known[path]
        let isSame = other == value || (other?.isNaN == true && value.isNaN)
        return isSame ? nil : Number(path: path, old: value, new: other)
      }
      + now.filter { !earlier.contains($0.path) }.map {
        Number(path: $0.path, old: nil, new: $0.value)
      }
    weightsDiffer = old.digest?.weights != new.digest?.weights
    firstEpoch = try Self.firstEpoch(in: folders)
    let hasOtherFiles = old.files?.encoded != new.files?.encoded
    if old.status == new.status, configuration.isEmpty, numbers.isEmpty, !weightsDiffer,
      !hasOtherFiles
    {
      return nil
    }
  }

  /// What a matrix sets, a text an axis.
  /// The beginning of a digest, which is enough to see that it is another.
  private static func digest(_ value: DataValue) -> DataValue {
    guard case .string(let text) = value else { return value }
    return .string(String(text.prefix("sha256:".count + 12)))
  }

  private static func firstEpoch(
    in folders: (old: String, new: String)
  ) throws(FileProblem) -> Int? {
    let paths = (
      folders.old + "/" + ResultsFolder.history, folders.new + "/" + ResultsFolder.history
    )
    guard Folders.kind(of: paths.0) == .file, Folders.kind(of: paths.1) == .file else { return nil }
    let compared = ComparedFile(ResultsFolder.history, at: paths.0)
    let file = try RegularFile(CheckedPath.named(paths.1))
    var offset = 0
    while offset < file.size {
      let bytes = try file.bytes(at: offset, count: min(1 << 16, file.size - offset))
      try compared.append(bytes)
      offset += bytes.count
    }
    _ = try compared.finish()
    guard case .wrong(let place)? = try compared.difference()?.kind else { return nil }
    return max(place.line - 1, 1)
  }
}
