package import Graphs

/// A network in the making: the graph so far and the layers that it came from.
package struct ModelBuilder {
  package private(set) var graph: Graph
  private var records: [LayerRecord] = []
  private var usedNames: Set<String> = []
  private var automaticCounts: [String: Int] = [:]
  private var currentName = ""
  private var stateUpdates: [(state: Value, value: Value)] = []
  /// The last recurrent layer that gave only its last step.
  package private(set) var timeCollapsedBy: String?

  init(batch: Int) {
    graph = Graph(batch: batch)
  }

  /// Builds a stack of layers over a batch of samples.
  ///
  /// - Parameters:
  ///   - sample: the shape of one sample, without the samples' axis
  ///   - batch: samples a batch
  package static func build(
    _ layers: [LayerSpecification], sample: Shape, batch: Int
  ) throws(ModelError) -> Model {
    var builder = ModelBuilder(batch: batch)
    let input = builder.graph.input("input", Shape([batch] + sample.dimensions))
    var output = input
    for (index, specification) in layers.enumerated() {
      let before = builder.records
      do throws(LayerError) {
        output = try builder.add(specification, to: output)
      } catch {
        throw ModelError(
          index: index, name: builder.currentName, error: error, before: before)
      }
    }
    return Model(
      network: Network(
        graph: builder.graph, input: input, output: output, stateUpdates: builder.stateUpdates),
      layers: builder.records)
  }

  /// Adds a layer on top of `input`: the stack's own way, and a wrapper's for the layer inside it.
  package mutating func add(
    _ specification: LayerSpecification, to input: Value
  ) throws(LayerError) -> Value {
    let outerName = currentName
    let outerRecords = records
    let name = specification.name ?? automaticName(for: specification.type)
    currentName = name
    guard usedNames.insert(name).inserted else { throw .duplicateName(name) }
    records = []
    let parametersBefore = graph.parameterCount
    let output = try specification.layer.apply(to: input, in: &self)
    if let recurrence = specification.layer.recurrence {
      timeCollapsedBy = recurrence.returnsSequences ? nil : name
    }
    let inputShape = graph.shape(input)
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

  /// Keras's automatic name: the type in snake case and a number, `time_distributed_1`.
  private mutating func automaticName(for type: String) -> String {
    let base = Self.snakeCase(type)
    automaticCounts[base, default: 0] += 1
    return "\(base)_\(automaticCounts[base, default: 0])"
  }

  /// `LSTM` is lstm, `TimeDistributed` time_distributed, `Conv1D` conv1d: an underscore stands
  /// before a capital that follows a small letter, or that begins a word behind another capital.
  static func snakeCase(_ type: String) -> String {
    let letters = Array(type)
    var result = ""
    for (index, letter) in letters.enumerated() {
      if letter.isUppercase, index > 0 {
        let beginsWord = index + 1 < letters.count && letters[index + 1].isLowercase
        if letters[index - 1].isLowercase || beginsWord { result += "_" }
      }
      result += letter.lowercased()
    }
    return result
  }
}
