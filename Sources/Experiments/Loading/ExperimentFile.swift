package import Diagnostics
import Dispatch
import Engine
import Files
import Schemas
import Synchronization
import YAML

/// One file, read and composed: an experiment, or one for each point of its matrix.
package struct ExperimentFile: Sendable {
  /// The file, as the person named it.
  package let path: String
  package let name: ExperimentName
  /// What is wrong with the text and its composition; then no experiment of it can be run.
  package let diagnostics: [Diagnostic]
  /// How many experiments it holds; zero if it is so wrong that they cannot be read.
  package let count: Int

  private let root: Node?
  private let matrix: Matrix?
  private let inheritance: Inheritance?

  /// One experiment of a file.
  package struct Loaded: Sendable {
    package let name: ExperimentName
    /// Nil if it cannot be run.
    package let experiment: CheckedExperiment?
    /// In the order of the file.
    package let diagnostics: [Diagnostic]
  }

  /// Reads files; also refuses those that would write the same reports as one before.
  package static func read(_ paths: [String], overrides: [Override] = []) -> [ExperimentFile] {
    // Each file is read by itself; what they are to one another is seen in their order.
    let files = ordered(paths.count) {
      ExperimentFile(paths[$0], ComposedFile.read(paths[$0]), overrides)
    }
    var firstWithName: [String: String] = [:]
    return zip(paths, files).map { path, file in
      // Folders of some systems do not tell capitals from small letters.
      let key = file.name.name.lowercased()
      if let first = firstWithName[key] { return ExperimentFile(file, sameReportsAs: first) }
      firstWithName[key] = path
      return file
    }
  }

  /// Reads a text that is in no file.
  ///
  /// - Parameter path: where it would be; what it names is looked for from there
  package static func read(
    _ bytes: [UInt8], at path: String, overrides: [Override] = []
  ) -> ExperimentFile {
    ExperimentFile(path, ComposedFile.read(bytes, at: path), overrides)
  }

  private init(_ path: String, _ composed: ComposedFile, _ overrides: [Override]) {
    self.path = path
    name = ExperimentName(path: path)
    inheritance = composed.inheritance
    var diagnostics = composed.diagnostics
    if !name.isUsable {
      diagnostics.append(
        Diagnostic(
          .sameReport, "reports cannot be called `\(name.name)`", file: path,
          help: "rename the file"))
    }
    var root = composed.root
    var matrix: Matrix?
    do throws(CompositionProblem) {
      let problems = root?.apply(overrides) ?? []
      diagnostics += problems.map { $0.diagnostic }
      if let entry = root?.entry("matrix") {
        var variables = Decoder()
        if let entry = root?.entry("variables") {
          _ = Variables.decode(entry.value, .none, &variables)
        }
        var decoder = Decoder(variables: variables.variables)
        matrix = try Matrix(entry.value, &decoder)
        if !decoder.problems.isEmpty { root = nil }
        diagnostics += decoder.problems.map { $0.diagnostic }
      }
    } catch {
      diagnostics.append(error.diagnostic)
      root = nil
    }
    self.root = root?.removing("matrix")
    self.matrix = matrix
    self.diagnostics = Self.sorted(diagnostics, inheritance)
    count = root == nil ? 0 : matrix?.count ?? 1
  }

  private init(_ file: ExperimentFile, sameReportsAs first: String) {
    path = file.path
    name = file.name
    count = 0
    root = nil
    matrix = nil
    inheritance = nil
    diagnostics =
      file.diagnostics + [
        Diagnostic(
          .sameReport,
          "its reports would be those of `\(first)`: both are called `\(file.name.name)`",
          file: file.path, help: "rename one of the files")
      ]
  }

  /// Whether the file has a matrix.
  package var hasMatrix: Bool { matrix != nil }

  /// Checks files side by side; what is wrong with each, in their order.
  package static func check(_ files: [ExperimentFile]) -> [[Diagnostic]] {
    ordered(files.count) { files[$0].check().diagnostics }
  }

  /// Points of a matrix that are checked side by side.
  private static let chunk = 64

  /// The results of independent work, in order.
  private static func ordered<Result: Sendable>(
    _ count: Int, _ work: @Sendable (Int) -> Result
  ) -> [Result] {
    let results = Mutex([Result?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let result = work(index)
      results.withLock { $0[index] = result }
    }
    return results.withLock { $0.compactMap { $0 } }
  }

  /// What is wrong with the file and all its experiments, each problem once, and the names of the
  /// experiments that cannot be run.
  package func check() -> (diagnostics: [Diagnostic], invalid: [String]) {
    var all = diagnostics
    var seen: Set<String> = []
    var invalid = count == 0 ? [name.name] : []
    for start in stride(from: 0, to: count, by: Self.chunk) {
      let points = Self.ordered(min(Self.chunk, count - start)) { index in
        // The experiment itself is let go of: those of a large matrix do not fit memory.
        let loaded = self[start + index]
        return (loaded.name.name, isValid: loaded.experiment != nil, loaded.diagnostics)
      }
      for (name, isValid, diagnostics) in points {
        if !isValid { invalid.append(name) }
        // Nobody reads on, and the points may all be wrong, each in its own way.
        for diagnostic in diagnostics where all.count <= Decoder.problemLimit {
          guard seen.insert(diagnostic.identity).inserted else { continue }
          all.append(hasMatrix ? diagnostic.noting("at the matrix's point \(name)") : diagnostic)
        }
      }
    }
    let limit = Decoder.problemLimit
    let shown = Self.sorted(Array(all.prefix(limit)), nil)
    let rest =
      all.count > limit
      ? [
        Diagnostic(
          .tooLarge, "more than \(limit) problems", file: path,
          help: "correct the first of them; the others may follow from them")
      ] : []
    return (shown + rest, invalid)
  }

  /// One experiment, checked.
  package subscript(index: Int) -> Loaded {
    guard var root else { preconditionFailure("a file that cannot be read has no experiments") }
    var name = name
    if let matrix {
      let point = matrix[index]
      name = name.point(point.identity)
      let settings = point.settings.map {
        Override(key: $0.name, keyRange: $0.keyRange, value: $0.value)
      }
      let problems = root.apply(settings)
      guard problems.isEmpty else {
        return Loaded(
          name: name, experiment: nil, diagnostics: problems.map { $0.diagnostic })
      }
    }
    var decoder = Decoder()
    let (experiment, troubled) = Experiment.decodeParts(root, &decoder)
    let (checked, problems) = ExperimentChecker.check(
      experiment, troubled: troubled, name: name, root: root, folder: FilePaths.folder(of: path))
    let diagnostics =
      decoder.problems.map { $0.diagnostic } + problems.map { $0.diagnostic(in: root) }
    // A part that is well all by itself is checked, but nothing of a file with a problem is run.
    let isRunnable = self.diagnostics.isEmpty && decoder.problems.isEmpty
    return Loaded(
      name: name, experiment: isRunnable ? checked : nil,
      diagnostics: Self.sorted(diagnostics, inheritance))
  }

  /// In the order of the file; what was inherited says through what.
  private static func sorted(
    _ diagnostics: [Diagnostic], _ inheritance: Inheritance?
  ) -> [Diagnostic] {
    let shown = diagnostics.map { inheritance?.explain($0) ?? $0 }
    return shown.enumerated().sorted {
      ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset)
    }.map { $0.element }
  }
}
