import CheckSupport
import Diagnostics
import Documents
import Experiments
import Layers
import Reports
import Schemas
import TestSupport
import Testing
import Training

/// What files become when they are put together: `extends`, `matrix`, `--set`. Expectations are
/// worked out from the rules of the language.
@Suite struct CompositionTests {
  private let folder: TestFolder

  private static let base = """
    variables: {length: 5}
    data:
      source: {ramp: {length: =length}}
      input: {reshape: [=length, 1, 1]}
      target: {reshape: [=length, 1]}
    model:
      - LSTM: {units: 3}
      - Dense: {units: 1}
    training: {loss: mean_squared_error, optimizer: Adam, epochs: 2, batch_size: =length}

    """

  init() throws {
    folder = try TestFolder()
    try folder.write(Self.base, to: "base.yaml")
  }

  private func read(_ text: String, settings: [String] = []) throws -> ExperimentFile {
    let path = try folder.write(text, to: "a.yaml")
    let overrides = try settings.map { try #require(Override.parse($0).override) }
    return Checking.file(path, overrides: overrides)
  }

  /// The names of all experiments of a file without the file's own.
  private func points(_ matrix: String) throws -> [String] {
    let file = try read("extends: base.yaml\nmatrix: " + matrix)
    #expect(Checking.diagnostics(of: file).isEmpty, "\(Checking.diagnostics(of: file))")
    return (0..<file.count).map { String(file[$0].name.name.dropFirst("a/".count)) }
  }

  private func config(_ text: String, settings: [String] = [], point: Int = 0) throws -> DataValue {
    let file = try read(text, settings: settings)
    #expect(Checking.diagnostics(of: file).isEmpty, "\(Checking.diagnostics(of: file))")
    return try #require(file[point].experiment).experiment.encoded
  }

  @Test func lastKeyOfAMatrixChangesFastest() throws {
    #expect(
      try points("{length: [5, 10], seed: [1, 2]}") == [
        "length=5,seed=1", "length=5,seed=2", "length=10,seed=1", "length=10,seed=2",
      ])
  }

  @Test func rangesIncludeTheirEndsAndUseVariables() throws {
    #expect(try points("{seed: {from: 3, to: =length}}") == ["seed=3", "seed=4", "seed=5"])
    #expect(try points("{seed: {from: 1, to: 6, step: 2}}") == ["seed=1", "seed=3", "seed=5"])
  }

  @Test func excludeTakesCombinationsAway() throws {
    #expect(
      try points("{length: [5, 10], seed: [1, 2], exclude: [{length: 5, seed: 2}]}") == [
        "length=5,seed=1", "length=10,seed=1", "length=10,seed=2",
      ])
    #expect(
      try points("{length: [5, 10], seed: [1, 2], exclude: [{length: 5}]}") == [
        "length=10,seed=1", "length=10,seed=2",
      ])
  }

  /// As CI systems have it: an inclusion that agrees with combinations adds its other keys to them,
  /// and one that agrees with none is a point of its own.
  @Test func includeAddsKeysOrPoints() throws {
    #expect(
      try points(
        "{length: [5, 10], include: [{length: 10, training.epochs: 7}, {length: 20, seed: 4}]}")
        == ["length=5", "length=10,training.epochs=7", "length=20,seed=4"])
  }

  @Test func repeatedPointsAreRefused() throws {
    for matrix in ["{seed: [1], include: [{seed: 7}, {seed: 7}]}", "{seed: [1, 1]}"] {
      let file = try read("extends: base.yaml\nmatrix: " + matrix)
      #expect(Checking.diagnostics(of: file).map { $0.code } == [.matrix], "\(matrix)")
    }
  }

  @Test func choicesInAMatrixKeepTheirArguments() throws {
    let text = """
      extends: base.yaml
      matrix: {training.optimizer: [Adam, {SGD: {momentum: 0.9}}]}
      """
    let second = try config(text, point: 1)
    #expect(second["training"]?["optimizer"]?["SGD"]?["momentum"] == .double(0.9))
    #expect(
      try points("{training.optimizer: [Adam, {SGD: {momentum: 0.9}}]}") == [
        "training.optimizer=Adam", "training.optimizer=SGD.momentum=0.9",
      ])
  }

  /// Names that no folder can have become safe, and stay different.
  @Test func identitiesAreNamesOfFolders() throws {
    let names = try points("{description: ['a/b', 'a b', '\(String(repeating: "x", count: 300))']}")
    #expect(Set(names).count == 3)
    for name in names {
      #expect(!name.contains("/") && !name.contains(" ") && name.utf8.count <= 120, "\(name)")
    }
  }

  @Test func mappingsMergeAndTheRestReplaces() throws {
    let resolved = try config(
      """
      extends: base.yaml
      variables: {width: 2}
      model:
        - LSTM: {units: =width}
        - Dense: {units: 1}
      training: {epochs: 9}
      """)
    #expect(
      resolved["variables"]
        == .mapping([.init("length", .integer(5)), .init("width", .integer(2))]))
    #expect(resolved["training"]?["epochs"] == .integer(9))
    #expect(resolved["training"]?["batch_size"] == .integer(5))
    guard case .list(let layers) = resolved["model"] else {
      Issue.record("the model is a list")
      return
    }
    #expect(layers.count == 2 && layers[0]["LSTM"]?["units"] == .integer(2))
  }

  /// One optimizer does not inherit another's arguments; the same one does.
  @Test func choicesInheritOnlyFromThemselves() throws {
    try folder.write(
      "extends: base.yaml\ntraining: {optimizer: {Adam: {beta_1: 0.5, beta_2: 0.6}}}",
      to: "middle.yaml")
    let same = try config(
      "extends: middle.yaml\ntraining: {optimizer: {Adam: {beta_1: 0.7}}}")
    #expect(same["training"]?["optimizer"]?["Adam"]?["beta_1"] == .double(0.7))
    #expect(same["training"]?["optimizer"]?["Adam"]?["beta_2"] == .double(0.6))
    let other = try config("extends: middle.yaml\ntraining: {optimizer: {SGD: {momentum: 0.1}}}")
    #expect(other["training"]?["optimizer"]?["SGD"]?["momentum"] == .double(0.1))
    #expect(other["training"]?["optimizer"]?["Adam"] == nil)
  }

  @Test func settingsReachVariablesKeysListsAndBareChoices() throws {
    let resolved = try config(
      Self.base,
      settings: [
        "length=6", "training.epochs==length / 2", "model.0.LSTM.units=4", "seed=8",
        "training.optimizer.Adam.beta_1=0.5", "training.shuffle=false",
      ])
    #expect(resolved["variables"]?["length"] == .integer(6))
    #expect(resolved["data"]?["source"]?["ramp"]?["length"] == .integer(6))
    #expect(resolved["training"]?["epochs"] == .integer(3))
    #expect(resolved["training"]?["optimizer"]?["Adam"]?["beta_1"] == .double(0.5))
    #expect(resolved["training"]?["shuffle"] == .boolean(false))
    #expect(resolved["seed"] == .integer(8))
    guard case .list(let layers) = resolved["model"] else {
      Issue.record("the model is a list")
      return
    }
    #expect(layers[0]["LSTM"]?["units"] == .integer(4))
  }

  /// What composition has used up cannot be changed behind it.
  @Test(arguments: ["extends=x.yaml", "matrix={seed: [1]}", "lenght=3", "training.epochs.x=1"])
  func settingsThatChangeNothingAreRefused(_ setting: String) throws {
    let file = try read(Self.base, settings: [setting])
    #expect(Checking.diagnostics(of: file).map { $0.code } == [.override])
  }

  @Test func outputCutsTheStack() throws {
    let text = Self.base + "output: dense_1\n"
    let longer = text.replacing(
      "  - Dense: {units: 1}\n", with: "  - Dense: {units: 1}\n  - Dense: {units: 9}\n")
    let file = try read(longer)
    #expect(Checking.diagnostics(of: file).isEmpty)
    #expect(try #require(file[0].experiment).model.layers.map { $0.name } == ["lstm_1", "dense_1"])
  }

  /// A layer inside a wrapper has no place for these; they were ignored, or trapped, once.
  @Test(arguments: [
    ("{LSTM: {units: 2, stateful: true}}", DiagnosticCode.stateful),
    ("{Add: {from: [input, input]}}", .connection),
    ("{Dense: {units: 1, from: input}}", .connection),
    ("Add", .connection),
  ])
  func wrappedLayersAreRefusedWhatTheyCannotDo(
    _ layer: String, _ code: DiagnosticCode
  ) throws {
    let file = try read(
      """
      data: {source: {ramp: {length: 12}}, input: {reshape: [3, 2, 2, 1]}, target: {reshape: [3, 4]}}
      model: [{TimeDistributed: {layer: \(layer)}}, Flatten]
      training: {loss: mean_squared_error, optimizer: Adam, epochs: 3, batch_size: 2}
      """)
    #expect(Checking.diagnostics(of: file).map { $0.code } == [code])
  }

  @Test(arguments: [
    ("{length: [5]}", "length=7"), ("{length: [5]}", "variables.length=7"),
    ("{variables.length: [5]}", "length=7"), ("{training.epochs: [1, 2]}", "training.epochs=3"),
  ])
  func anOverrideOfWhatTheMatrixSetsIsRefused(matrix: String, setting: String) throws {
    let file = try read("extends: base.yaml\nmatrix: " + matrix, settings: [setting])
    let told = Checking.diagnostics(of: file)
    #expect(told.map { $0.code } == [.override])
    #expect(told[0].message.contains("so that `--set` changes nothing"))
    let other = try read("extends: base.yaml\nmatrix: " + matrix, settings: ["seed=3"])
    #expect(Checking.diagnostics(of: other).isEmpty)
  }

  /// The loss is measured before an update: it tells nothing of the last one.
  @Test func weightsThatDivergeInTheLastUpdateFailTheRun() throws {
    let file = try read(
      Self.base,
      settings: ["training.optimizer={SGD: {learning_rate: 1e38}}", "training.epochs=2"])
    let outcome = try Outcome.training(#require(file[0].experiment))
    #expect(outcome.result.last.loss.isFinite)
    #expect(outcome.status == .failed && outcome.diagnostics.map { $0.code } == [.diverged])
  }
}
