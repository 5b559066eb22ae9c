package import Graphs

/// A network in the making: the graph so far and the layers that it came from.
package struct ModelBuilder {
  package private(set) var graph: Graph
  private var records: [LayerRecord] = []
  /// The names in use with the layers' places in the stack; nil inside a wrapper.
  private var places: [String: Int?] = [:]
  private var names = LayerNames()
  private var currentName = ""
  private var stateUpdates: [(state: Value, value: Value)] = []
  /// The recurrent layer that gave only its last step, for every output that has no time steps
  /// because of it.
  private var collapsedBy: [Value: String] = [:]
  /// The recurrent layer because of which the input of the layer being built has no time steps.
  package private(set) var timeCollapsedBy: String?

  init(batch: Int) {
    graph = Graph(batch: batch)
  }

  /// Builds a stack of layers over a batch of samples.
  ///
  /// - Parameters:
  ///   - stack: the layers; those behind the output are left out
  ///   - sample: the shape of one sample, without the samples' axis
  ///   - batch: samples a batch
  ///   - output: the layer at which the model ends; nil is the last
  package static func build(
    _ stack: [LayerSpecification], sample: Shape, batch: Int, output: String? = nil
  ) throws(ModelError) -> Model {
    let layers = try cut(stack, at: output)
    var builder = ModelBuilder(batch: batch)
    let input = builder.graph.input(LayerNames.input, Shape([batch] + sample.dimensions))
    var outputs: [Value] = []
    var readers: [[Int]] = []
    for (index, specification) in layers.enumerated() {
      let before = builder.records
      do throws(LayerError) {
        let sources = try builder.sources(of: specification, at: index, in: layers)
        readers.append(sources.compactMap { $0 })
        let values = sources.map { $0.map { outputs[$0] } ?? input }
        outputs.append(try builder.add(specification, to: values, at: index))
      } catch {
        throw ModelError(
          index: index, name: builder.currentName, error: error, before: before)
      }
    }
    try builder.checkAllUsed(readers)
    return Model(
      network: Network(
        graph: builder.graph, input: input, output: outputs.last ?? input,
        stateUpdates: builder.stateUpdates),
      layers: builder.records)
  }

  /// The layers up to the one of this name.
  private static func cut(
    _ stack: [LayerSpecification], at output: String?
  ) throws(ModelError) -> [LayerSpecification] {
    guard let output else { return stack }
    let names = LayerNames().upcoming(stack[...])
    guard let index = names.firstIndex(of: output) else {
      throw ModelError(
        index: nil, name: output, error: .unknownOutput(name: output, known: names), before: [])
    }
    return Array(stack[...index])
  }

  /// The layers that a layer reads, by their places in the stack; nil is the model's input.
  private mutating func sources(
    of specification: LayerSpecification, at index: Int, in layers: [LayerSpecification]
  ) throws(LayerError) -> [Int?] {
    // Errors name the layer by what it will be called.
    currentName = names.upcoming(layers[index...(index)])[0]
    var sources: [Int?] = []
    for (place, name) in (specification.inputs ?? []).enumerated() {
      if name == LayerNames.input {
        sources.append(nil)
      } else if let found = records.firstIndex(where: { $0.name == name }) {
        sources.append(found)
      } else if let later = names.upcoming(layers[index...]).firstIndex(of: name) {
        throw .laterInput(name: name, place: place, later: index + later)
      } else {
        throw .unknownInput(
          name: name, place: place, known: [LayerNames.input] + records.map { $0.name })
      }
    }
    if specification.inputs == nil { sources = [index == 0 ? nil : index - 1] }
    let takesSeveral = specification.layer.takesSeveralInputs
    guard takesSeveral == (sources.count > 1) else {
      throw .inputCount(
        type: specification.type, takesSeveral: takesSeveral, count: sources.count)
    }
    return sources
  }

  /// A layer that nothing reads is a slip: its parameters would count and never be trained.
  private func checkAllUsed(_ readers: [[Int]]) throws(ModelError) {
    let output = readers.count - 1
    var used: Set<Int> = [output]
    for index in readers.indices.reversed() where used.contains(index) {
      used.formUnion(readers[index])
    }
    guard let unused = readers.indices.first(where: { !used.contains($0) }) else { return }
    throw ModelError(
      index: unused, name: records[unused].name, error: .unused(output: output), before: records)
  }

  /// Adds the layer inside a wrapper on top of `input`.
  package mutating func add(
    _ specification: LayerSpecification, to input: Value
  ) throws(LayerError) -> Value {
    if specification.inputs != nil { throw .inputsInsideWrapper(type: specification.type) }
    guard !specification.layer.takesSeveralInputs else {
      throw .inputCount(type: specification.type, takesSeveral: true, count: 1)
    }
    guard specification.layer.recurrence?.isStateful != true else {
      throw .statefulInsideWrapper(type: specification.type)
    }
    return try add(specification, to: [input], at: nil)
  }

  private mutating func add(
    _ specification: LayerSpecification, to inputs: [Value], at place: Int?
  ) throws(LayerError) -> Value {
    let outerName = currentName
    let outerRecords = records
    let name = names.name(of: specification)
    currentName = name
    if let first = places.updateValue(place, forKey: name) {
      throw .duplicateName(name, first: first)
    }
    records = []
    let parametersBefore = graph.parameterCount
    timeCollapsedBy = collapsedBy[inputs[0]]
    let output = try specification.layer.apply(toAll: inputs, in: &self)
    let isRecurrent = specification.layer.recurrence != nil
    // Joined inputs have no time steps for several reasons; no single layer is to blame.
    let inherited = inputs.count == 1 ? collapsedBy[inputs[0]] : nil
    collapsedBy[output] =
      graph.shape(output).rank > 2 ? nil : isRecurrent ? name : inherited
    let inputShape = graph.shape(inputs[0])
    let record = LayerRecord(
      name: name, type: specification.type, inputShape: inputShape,
      outputShape: graph.shape(output), parameterCount: graph.parameterCount - parametersBefore,
      parameterFormula: specification.layer.parameterFormula(for: inputShape), wrapped: records)
    records = outerRecords + [record]
    currentName = outerName
    return output
  }

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

  /// A parameter of the layer being built; its full name begins with the layer's.
  package mutating func parameter(
    _ name: String, _ shape: Shape, _ initializer: any Initializer
  ) -> Value {
    graph.parameter("\(currentName).\(name)", shape, initializer)
  }

  /// A state that the layer being built keeps from batch to batch; zero at first.
  package mutating func state(_ name: String, _ shape: Shape) -> Value {
    graph.persistent("\(currentName).\(name)", shape)
  }

  /// At the end of a run, `state` becomes `value`.
  package mutating func update(_ state: Value, to value: Value) {
    stateUpdates.append((state, value))
  }
}
