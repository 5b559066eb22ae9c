import Datasets
import Documents
import Experiments
import Layers
import Schemas
import Testing
import Training

/// What every entry of every catalogue promises: it reads back what it writes, explains each of its
/// keys, and says what it does not know.
struct CatalogueContractTests {
  @Test func layers() throws { try check(AllLayers.self) }
  @Test func initializers() throws { try check(AllInitializers.self) }
  @Test func regularizers() throws { try check(AllRegularizers.self) }
  @Test func losses() throws { try check(AllLosses.self) }
  @Test func metrics() throws { try check(AllMetrics.self) }
  @Test func optimizers() throws { try check(AllOptimizers.self) }
  @Test func schedules() throws { try check(AllSchedules.self) }
  @Test func callbacks() throws { try check(AllCallbacks.self) }
  @Test func sources() throws { try check(AllSources.self) }
  @Test func preparations() throws { try check(AllPreparations.self) }
  @Test func baselines() throws { try check(AllBaselines.self) }
  @Test func scores() throws { try check(AllScores.self) }
  @Test func transformations() throws { try check(AllTransformations.self) }

  /// Numbers that no formula could use.
  @Test(arguments: [
    "Adam: {learning_rate: 0}", "Adam: {beta_1: 1}", "Adam: {beta_2: -0.1}", "Adam: {epsilon: 0}",
    "SGD: {learning_rate: -1}", "SGD: {momentum: 1.5}",
    "SGD: {learning_rate: {CosineDecay: {initial_learning_rate: 0.1, decay_steps: 0}}}",
    "RMSprop: {rho: 1}", "Adam: {clipnorm: 0}", "Adam: {clipvalue: -1}",
    "AdamW: {weight_decay: -0.1}",
  ])
  func refusesOptimizersOutOfRange(_ text: String) throws {
    let (value, problems) = try read(Choice<AllOptimizers>.self, text)
    #expect(value == nil && problems.count == 1)
    guard case .outOfRange = try #require(problems.first) else {
      Issue.record("\(problems)")
      return
    }
  }

  @Test(arguments: ["LSTM: {units: 0}", "Dense: {units: -3}"])
  func refusesLayersWithoutUnits(_ text: String) throws {
    let (value, problems) = try read(Choice<AllLayers>.self, text)
    #expect(value == nil)
    guard case .outOfRange(_, .atLeast(1)) = try #require(problems.first) else {
      Issue.record("\(problems)")
      return
    }
  }

  @Test(arguments: ["LSTM", "Dense: {activation: tanh}", "TimeDistributed: {}"])
  func namesTheRequiredKeyThatIsMissing(_ text: String) throws {
    let (value, problems) = try read(Choice<AllLayers>.self, text)
    #expect(value == nil && problems.count == 1)
    guard case .missingKey(let name, _, let summary) = try #require(problems.first) else {
      Issue.record("\(problems)")
      return
    }
    #expect(["units", "layer"].contains(name) && !summary.isEmpty)
  }

  /// Checks every entry by its own examples.
  private func check<Kinds: Catalogue>(_ kinds: Kinds.Type) throws {
    var seen: Set<String> = []
    for text in kinds.entries.flatMap({ $0.description().examples }) {
      let choice = try valid(Choice<Kinds>.self, text)
      seen.insert(choice.name)
      let written = YAMLText.text(of: choice.encoded)
      let again = try valid(Choice<Kinds>.self, written)
      #expect(again.encoded == choice.encoded, "\(text) was written as \(written)")
      let entry = try #require(kinds.entries.first { $0.name == choice.name })
      let keyNames = entry.description().members.map { $0.name }
      let members = choice.encoded[choice.name]
      #expect(
        members
          == .mapping(
            keyNames.compactMap { name in
              members?[name].map { DataValue.Member(name, $0) }
            }), "\(text): every key, defaults too, in the order of declaration")
      let configurable = try #require(choice.value as? any Configurable)
      try checkKeys(of: configurable, keyNames, kinds)
    }
    let names = kinds.entries.map { $0.name }
    #expect(seen == Set(names), "every entry has an example")
    #expect(Set(names).count == names.count)
    let (_, problems) = try read(Choice<Kinds>.self, "Nonsense")
    #expect(problems == [.unknownChoice(name: "Nonsense", kind: kinds.kind, known: names)])
  }

  private func checkKeys<Entry: Configurable, Kinds: Catalogue>(
    of entry: Entry, _ names: [String], _ kinds: Kinds.Type
  ) throws {
    let title = Entry.title
    #expect(Entry.keys.map { $0.name } == names && Set(names).count == names.count)
    for key in Entry.keys {
      #expect(
        key.summary.hasSuffix(".") && key.summary.first?.isUppercase == true
          && key.summary.split(separator: " ").count > 1, "\(title).\(key.name)")
      #expect(!Entry.unsupportedKeys.contains(key.name), "\(title).\(key.name)")
    }
    let (_, unknown) = try read(Choice<Kinds>.self, "\(title): {nonsense: 1}")
    #expect(unknown.contains(.unknownKey(name: "nonsense", owner: title, known: names)))
    for key in Entry.unsupportedKeys {
      let (_, problems) = try read(Choice<Kinds>.self, "\(title): {\(key): 1}")
      #expect(problems.contains(.unsupportedKey(name: key, owner: title)), "\(title).\(key)")
    }
  }
}
