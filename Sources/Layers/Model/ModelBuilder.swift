package import Graphs
package import Schemas

/// A network in the making: the graph so far and the layers that it came from.
package struct ModelBuilder {
  package private(set) var graph: Graph
  /// What the network is built for. A layer that asks makes a network that depends on it.
  package var mode: Mode {
    mutating get {
      dependsOnMode = true
      return builtMode
    }
  }
  private let builtMode: Mode
  private var dependsOnMode = false
  private var penalties: [Penalty] = []
  private var modelInputs: [NetworkInput] = []
  private var requirements: [InputRequirement] = []
  /// The layers that are finished: those of the stack, then those inside each wrapper that is open.
  private var records: [[LayerRecord]] = [[]]
  /// The names in use with the layers' places in the stack; nil inside a wrapper.
  private var places: [String: Int?] = [:]
  /// What layers can name: inputs, outputs and states.
  private var signals: [String: Signal] = [:]
  private var names = LayerNames()
  private var currentName = ""
  private var currentType = ""
  private var counts = Counts()
  /// Whether a layer may keep a state: not where samples and time steps are one axis.
  private var allowsState = true
  private var stateUpdates: [StateUpdate] = []

  /// What the layer being built has added so far.
  private struct Counts {
    var parameters = 0
    var nonTrainable = 0
    var states = 0

    static func adding(_ a: Int, _ b: Int) -> Int {
      let (sum, overflow) = a.addingReportingOverflow(b)
      return overflow ? Int.max : sum
    }
  }

  private init(batch: Int, mode: Mode) {
    graph = Graph(batch: batch)
    builtMode = mode
  }

  /// Builds a stack of layers over a batch of samples.
  ///
  /// - Parameters:
  ///   - stack: the layers; those behind the last output are left out
  ///   - inputs: the names and shapes of what the model takes, each without the samples' axis
  ///   - batch: samples a batch
  ///   - outputs: the layers that give the model's outputs; nil is the last alone
  package static func build(
    _ stack: [LayerSpecification], inputs: [ModelInput], batch: Int, mode: Mode = .training,
    outputs: [String]? = nil
  ) throws(ModelError) -> Model {
    let wanted = try OutputLayers(outputs, of: stack)
    let layers = Array(stack[..<wanted.count])
    var builder = ModelBuilder(batch: batch, mode: mode)
    for input in inputs {
      let value = builder.graph.input(input.name, Shape([batch] + input.sample.dimensions))
      builder.modelInputs.append(NetworkInput(name: input.name, value: value))
      builder.signals[input.name] = Signal(value)
    }
    var readers: [[Int]] = []
    for (index, specification) in layers.enumerated() {
      do throws(LayerError) {
        let references = try builder.references(
          of: specification, at: index, in: layers, first: inputs.first?.name)
        readers.append(references.compactMap { builder.place(of: $0) })
        try builder.addToStack(
          specification, to: references.compactMap { builder.signals[$0] }, at: index)
      } catch {
        throw ModelError(
          index: index, name: builder.currentName, error: error, before: builder.records[0])
      }
    }
    try builder.checkAllUsed(readers, outputs: wanted.indices)
    return Model(
      network: builder.network(builder.modelInputs, wanted.indices), layers: builder.records[0],
      requirements: builder.requirements)
  }

  /// Builds a stack of layers over one input, whose samples have the shape `sample`.
  package static func build(
    _ stack: [LayerSpecification], sample: Shape, batch: Int, mode: Mode = .training,
    output: String? = nil
  ) throws(ModelError) -> Model {
    try build(
      stack, inputs: [ModelInput(sample: sample)], batch: batch, mode: mode,
      outputs: output.map { [$0] })
  }

  private func network(_ inputs: [NetworkInput], _ outputs: [Int]) -> Network {
    let given: [NetworkOutput] =
      outputs.isEmpty
      ? inputs.prefix(1).map { NetworkOutput(name: $0.name, value: $0.value, mask: nil) }
      : outputs.compactMap { index in
        let name = records[0][index].name
        return signals[name].map { NetworkOutput(name: name, value: $0.value, mask: $0.mask) }
      }
    return Network(
      graph: graph, inputs: inputs, outputs: given, stateUpdates: stateUpdates,
      penalties: penalties, dependsOnMode: dependsOnMode)
  }

  // MARK: Connections

  /// The outputs that a layer reads, by name.
  private mutating func references(
    of specification: LayerSpecification, at index: Int, in layers: [LayerSpecification],
    first input: String?
  ) throws(LayerError) -> [String] {
    // Errors name the layer by what it will be called.
    currentName = names.upcoming(layers[index...index])[0]
    var references: [String] = []
    if let written = specification.inputs {
      references = written
      try check(written, key: "from", at: index, in: layers)
    } else if let above = index == 0 ? input : records[0][index - 1].name {
      references = [above]
    }
    let count = specification.layer.pattern.count
    guard (count == .several) == (references.count > 1) else {
      throw .inputCount(type: specification.type, count, count: references.count)
    }
    let states = specification.layer.stateInputs
    try check(states, key: "initial_state", at: index, in: layers)
    return references + states
  }

  private func check(
    _ references: [String], key: String, at index: Int, in layers: [LayerSpecification]
  ) throws(LayerError) {
    for (place, name) in references.enumerated() where signals[name] == nil {
      let reference = LayerError.Reference(name: name, key: key, place: place)
      let layer = name.prefix { $0 != "." }
      let upcoming = names.upcoming(layers[index...])
      if let later = upcoming.firstIndex(where: { $0 == name || $0 == layer }) {
        throw .laterInput(reference, later: index + later)
      }
      // In the order in which they are computed: that of a layer's states is the one to write them in.
      let known = signals.sorted { ($0.value.value.id, $0.key) < ($1.value.value.id, $1.key) }
      throw .unknownInput(reference, known: known.map { $0.key })
    }
  }

  /// The place in the stack of the layer that gives an output; nil for the model's inputs.
  private func place(of reference: String) -> Int? {
    if let place = places[reference] { return place }
    guard let point = reference.lastIndex(of: "."), signals[reference] != nil else { return nil }
    return places[String(reference[..<point])] ?? nil
  }

  /// A layer that nothing reads is a slip: its parameters would count and never be trained.
  private func checkAllUsed(_ readers: [[Int]], outputs: [Int]) throws(ModelError) {
    var used = Set(outputs)
    for index in readers.indices.reversed() where used.contains(index) {
      used.formUnion(readers[index])
    }
    guard let unused = readers.indices.first(where: { !used.contains($0) }) else { return }
    throw ModelError(
      index: unused, name: records[0][unused].name, error: .unused, before: records[0])
  }

  // MARK: Layers

  private mutating func addToStack(
    _ specification: LayerSpecification, to inputs: [Signal], at place: Int
  ) throws(LayerError) {
    let name = names.name(of: specification)
    if signals[name] != nil, places[name] == nil { throw .duplicateName(name, first: nil) }
    if let first = places.updateValue(place, forKey: name) {
      throw .duplicateName(name, first: first)
    }
    let outputs = try add(specification, named: name, to: inputs)
    signals[name] = outputs[0]
    for (state, output) in zip(specification.layer.stateOutputs, outputs.dropFirst()) {
      signals["\(name).\(state)"] = output
    }
  }

  /// Adds the layer inside a wrapper on top of `inputs`, and gives its outputs.
  ///
  /// - Parameter allowsState: whether it sees samples and time steps as axes of their own
  package mutating func addInner(
    _ specification: LayerSpecification, to inputs: [Signal], allowsState: Bool
  ) throws(LayerError) -> [Signal] {
    let before = self.allowsState
    self.allowsState = before && allowsState
    defer { self.allowsState = before }
    return try addInner(specification, named: names.name(of: specification), to: inputs)
  }

  /// Adds copies of the layer inside a wrapper, each with parameters of its own, and gives the outputs
  /// of each. They have the layer's name behind a word that tells them apart.
  package mutating func addCopies(
    of specification: LayerSpecification,
    _ copies: [(prefix: String, layer: LayerSpecification, inputs: [Signal])]
  ) throws(LayerError) -> [[Signal]] {
    let name = names.name(of: specification)
    var outputs: [[Signal]] = []
    for copy in copies {
      outputs.append(
        try addInner(copy.layer, named: "\(copy.prefix)_\(name)", to: copy.inputs))
    }
    return outputs
  }

  private mutating func addInner(
    _ specification: LayerSpecification, named name: String, to inputs: [Signal]
  ) throws(LayerError) -> [Signal] {
    if specification.inputs != nil || !specification.layer.stateInputs.isEmpty {
      throw .inputsInsideWrapper(type: specification.type)
    }
    let count = specification.layer.pattern.count
    guard count == .one else {
      throw .inputCount(type: specification.type, count, count: 1)
    }
    if let first = places.updateValue(nil, forKey: name) {
      throw .duplicateName(name, first: first)
    }
    return try add(specification, named: name, to: inputs)
  }

  private mutating func add(
    _ specification: LayerSpecification, named name: String, to inputs: [Signal]
  ) throws(LayerError) -> [Signal] {
    let outer = (currentName, currentType, counts)
    (currentName, currentType, counts) = (name, specification.type, Counts())
    let outerOrigin = graph.origin
    graph.origin = .layer(name)
    records.append([])
    let layer = specification.layer
    // What follows are states to begin with.
    let main = layer.pattern.count == .one ? inputs.prefix(1) : inputs[...]
    for input in main {
      let shape = graph.shape(input.value)
      guard layer.pattern.accepts(shape) else {
        throw .pattern(
          type: specification.type, layer.pattern, input: shape, collapsedBy: input.collapsedBy)
      }
      if input.mask != nil, layer.maskRule == .refuses {
        throw .maskLost(type: specification.type)
      }
    }
    let built = try layer.build(inputs, in: &self)
    let outputs = try built.map { output throws(LayerError) in
      try finished(output, of: layer, main)
    }
    let shapes = main.map { graph.shape($0.value) }
    let record = LayerRecord(
      name: name, type: specification.type, inputShape: shapes[0],
      outputShape: graph.shape(outputs[0].value), parameterCount: counts.parameters,
      nonTrainableCount: counts.nonTrainable,
      parameterFormula: layer.parameterFormula(for: shapes), isStateful: counts.states > 0,
      wrapped: records.removeLast())
    records[records.count - 1].append(record)
    let inner = counts
    graph.origin = outerOrigin
    (currentName, currentType, counts) = outer
    counts.parameters = Counts.adding(counts.parameters, inner.parameters)
    counts.nonTrainable = Counts.adding(counts.nonTrainable, inner.nonTrainable)
    counts.states += inner.states
    return outputs
  }

  /// An output with the mask that passes through, and with the reason why it has no time steps.
  private func finished(
    _ output: Signal, of layer: any Layer, _ inputs: ArraySlice<Signal>
  ) throws(LayerError) -> Signal {
    var mask = output.mask
    if layer.maskRule == .passes, let first = inputs.first {
      guard inputs.allSatisfy({ $0.mask == first.mask }) else {
        throw .unequalMasks(type: currentType)
      }
      mask = first.mask
    }
    if graph.shape(output.value).rank > 2 { return Signal(output.value, mask: mask) }
    // Joined inputs have no time steps for several reasons; no single layer is to blame.
    let inherited = inputs.count == 1 ? inputs.first?.collapsedBy : nil
    return Signal(output.value, mask: mask, collapsedBy: output.collapsedBy ?? inherited)
  }

  // MARK: What layers append

  /// The name of the layer being built.
  package var name: String { currentName }

  /// Appends an operation with one output.
  package mutating func apply(
    _ operation: any Operation, _ inputs: Value?...
  ) throws(LayerError) -> Value {
    try applyAll(operation, inputs)[0]
  }

  /// Appends an operation and gives all its outputs.
  package mutating func applyAll(
    _ operation: any Operation, _ inputs: [Value?]
  ) throws(LayerError) -> [Value] {
    do throws(ShapeError) {
      return try graph.append(operation, inputs)
    } catch {
      throw .shape(error)
    }
  }

  /// A mask that drops a share of its elements in training; nil where nothing is dropped.
  ///
  /// - Parameter name: tells the masks of one layer apart
  package mutating func dropoutMask(
    _ shape: Shape, rate: Double, named name: String = "dropout"
  ) throws(LayerError) -> Value? {
    guard rate > 0, mode == .training else { return nil }
    let (seed, step) = (graph.scalar(.seed), graph.scalar(.step))
    return try apply(
      DropoutMask(shape, rate: rate, named: "\(currentName).\(name)"), seed, step)
  }

  /// Says that an input of the model must hold whole numbers from zero up to, but without, `classes`.
  package mutating func require(_ input: Value, classes: Int) throws(LayerError) {
    guard let name = modelInputs.first(where: { $0.value == input })?.name else {
      throw .notFromData(type: currentType)
    }
    requirements.append(InputRequirement(input: name, layer: currentName, classes: classes))
  }

  /// Appends an activation.
  package mutating func activate(
    _ x: Value, _ activation: ActivationName
  ) throws(LayerError) -> Value {
    do throws(ShapeError) {
      return try activation.apply(to: x, in: &graph)
    } catch {
      throw .shape(error)
    }
  }

  /// A parameter of the layer being built; its full name begins with the layer's.
  ///
  /// - Parameters:
  ///   - regularizer: adds its penalties on the parameter to the loss
  ///   - isTrained: whether gradients change it; a moving average is kept, not trained
  package mutating func parameter(
    _ name: String, _ shape: Shape, _ initializer: any Initializer,
    regularizer: Choice<AllRegularizers>? = nil, isTrained: Bool = true
  ) -> Value {
    counts.parameters = Counts.adding(counts.parameters, shape.elementCount)
    if !isTrained { counts.nonTrainable = Counts.adding(counts.nonTrainable, shape.elementCount) }
    let value = graph.parameter(
      "\(currentName).\(name)", shape, initializer, isTrained: isTrained)
    for penalty in regularizer?.value.penalties(on: value) ?? [] { penalize(penalty) }
    return value
  }

  /// A state that the layer being built keeps from batch to batch; zero at first.
  package mutating func state(_ name: String, _ shape: Shape) throws(LayerError) -> Value {
    guard allowsState else { throw .statefulInsideWrapper(type: currentType) }
    counts.states += 1
    return graph.persistent("\(currentName).\(name)", shape)
  }

  /// Whether the layer being built sees samples and time steps as axes of their own.
  package var seesSteps: Bool { allowsState }

  /// Adds a penalty to the loss.
  package mutating func penalize(_ penalty: Penalty) {
    penalties.append(penalty)
  }

  /// At the end of a run, `state`, which is kept, becomes `value`.
  package mutating func update(_ state: Value, to value: Value) {
    stateUpdates.append(StateUpdate(state: state, value: value))
  }
}
