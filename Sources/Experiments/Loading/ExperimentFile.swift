package import Diagnostics
package import Documents
package import Files
import Schemas
package import YAML

/// One file, read and composed: an experiment, or one for each point of its matrix.
package struct ExperimentFile: Sendable {
  package let path: CheckedPath
  package let name: ExperimentName
  /// What is wrong with the text and its composition; then no experiment of it can be run.
  package private(set) var diagnostics: [Diagnostic]
  /// How many experiments it holds; zero if it is so wrong that they cannot be read.
  package private(set) var count: Int

  /// Whether it is a folder that cannot be gone through, and so has no report.
  package private(set) var isFolder = false

  private let root: Node?
  private let matrix: Matrix?
  /// The matrix as the file has it; null without one.
  package private(set) var matrixDefinition = DataValue.null
  private let composed: ComposedFile

  /// One experiment of a file.
  package struct Loaded: Sendable {
    package let name: ExperimentName
    /// Nil if it cannot be run.
    package let experiment: CheckedExperiment?
    /// In the order of the file.
    package let diagnostics: [Diagnostic]
  }

  /// Reads a file that was found.
  package static func read(
    _ found: ExperimentFinder.Found, overrides: [Override] = []
  ) -> ExperimentFile {
    let name = ExperimentName(of: found.path)
    let composed =
      found.problem.map { problem in
        ComposedFile(
          root: nil, diagnostics: [ComposedFile.diagnostic(of: problem, at: found.path)],
          inheritance: nil, paths: [])
      } ?? ComposedFile.read(found.path, inside: name.root)
    var file = ExperimentFile(found.path, name, composed, overrides)
    file.isFolder = found.isFolder
    return file
  }

  /// Reads a text that is in no file.
  ///
  /// - Parameter path: where it would be; what it names is looked for from there
  package static func read(
    _ bytes: [UInt8], at path: CheckedPath, overrides: [Override] = []
  ) -> ExperimentFile {
    let name = ExperimentName(of: path)
    return ExperimentFile(
      path, name, ComposedFile.read(bytes, at: path, inside: name.root), overrides)
  }

  private init(
    _ path: CheckedPath, _ name: ExperimentName, _ composed: ComposedFile, _ overrides: [Override]
  ) {
    self.path = path
    self.name = name
    self.composed = composed
    var diagnostics = composed.diagnostics
    var root = composed.root
    var matrix: Matrix?
    do throws(CompositionProblem) {
      let problems = root?.apply(overrides) ?? []
      diagnostics += problems.map { $0.diagnostic }
      if let entry = root?.entry("matrix") {
        matrixDefinition = AnyData(entry.value).value
        var variables = Decoder()
        if let entry = root?.entry("variables") {
          _ = Variables.decode(entry.value, .none, &variables)
        }
        var decoder = Decoder(variables: variables.variables)
        matrix = try Matrix(entry.value, &decoder)
        if !decoder.problems.isEmpty { root = nil }
        diagnostics += decoder.problems.map { $0.diagnostic }
        diagnostics += (matrix?.conflicts(with: overrides) ?? []).map { $0.diagnostic }
      }
    } catch {
      diagnostics.append(error.diagnostic)
      root = nil
    }
    self.root = root?.removing("matrix")
    self.matrix = matrix
    self.diagnostics = []
    count = root == nil ? 0 : matrix?.count ?? 1
    if let matrix, let first, let runs = first.experiment.expect?.runs {
      diagnostics += matrix.problems(of: runs, in: first.root).map { $0.diagnostic }
    }
    self.diagnostics = Self.sorted(diagnostics, composed.inheritance)
  }

  /// Refuses the whole file for a reason that lies outside it.
  package mutating func refuse(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic)
    count = 0
  }

  /// Whether the file has a matrix.
  package var hasMatrix: Bool { matrix != nil }

  /// What one experiment is called; known without reading it.
  package func name(of index: Int) -> ExperimentName {
    matrix.map { name.point($0[index].identity) } ?? name
  }

  /// Whether each point of the matrix has full reports of its own.
  package var reportsEach: Bool { matrix?.reportsEach ?? false }

  /// The pairs of points that a ratio compares; none without a matrix.
  package func pairs(_ ratio: RatioExpectation) -> [(numerator: Int, denominator: Int)] {
    matrix?.pairs(ratio) ?? []
  }

  /// The keys that the matrix sets, in its order.
  package var axisNames: [String] { matrix?.names ?? [] }

  /// What the matrix sets at one point, as people read it.
  package func settings(of index: Int) -> [(name: String, value: String)] {
    (matrix?[index].settings ?? []).map { ($0.name, PointValue($0.value).readable) }
  }

  /// The first experiment as it is run, every default written out; nil where it cannot be read.
  package var firstConfiguration: DataValue? { first?.experiment.encoded }

  /// The first experiment, read and not checked, with its tree.
  package var first: (experiment: Experiment, root: Node)? {
    guard var root, count > 0 else { return nil }
    _ = root.apply((matrix?[0].settings ?? []).flatMap { $0.overrides })
    var decoder = Decoder()
    let experiment = Experiment.decodeParts(root, &decoder).value
    return decoder.problems.isEmpty ? (experiment, root) : nil
  }

  /// One experiment, checked.
  ///
  /// - Precondition: the index is below `count`.
  package subscript(index: Int) -> Loaded {
    guard var root else { preconditionFailure("a file that cannot be read has no experiments") }
    var name = name
    if let matrix {
      let point = matrix[index]
      name = name.point(point.identity)
      let problems = root.apply(point.settings.flatMap { $0.overrides })
      guard problems.isEmpty else {
        return Loaded(
          name: name, experiment: nil, diagnostics: problems.map { $0.diagnostic })
      }
    }
    var decoder = Decoder()
    let (experiment, troubled) = Experiment.decodeParts(root, &decoder)
    let (checked, problems) = ExperimentChecker.check(
      experiment, troubled: troubled, name: name, root: root, paths: composed.paths,
      isPoint: matrix != nil)
    let diagnostics =
      decoder.problems.experimentDiagnostics + problems.map { $0.diagnostic(in: root) }
    // A part that is well all by itself is checked, but nothing of a file with a problem is run.
    let isRunnable = self.diagnostics.isEmpty && decoder.problems.isEmpty
    return Loaded(
      name: name, experiment: isRunnable ? checked : nil,
      diagnostics: Self.sorted(diagnostics, composed.inheritance))
  }

  /// In the order of the file; what was inherited says through what.
  private static func sorted(
    _ diagnostics: [Diagnostic], _ inheritance: Inheritance?
  ) -> [Diagnostic] {
    diagnostics.map { inheritance?.explain($0) ?? $0 }.sortedByPlace()
  }
}
