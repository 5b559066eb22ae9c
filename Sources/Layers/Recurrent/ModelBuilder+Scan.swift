package import Graphs

/// One step of a cell, inside the body that is run over the steps.
package struct CellStep {
  /// The step's slices of the sequences, [samples, …].
  package let sequences: [Value]
  /// The states before the step, [samples, units].
  package let states: [Value]
  /// What is the same at every step.
  package let constants: [Value]
  /// One a gate, or none.
  fileprivate let masks: [Value]

  /// The state h as a gate sees it: some of it dropped, where there is recurrent dropout.
  func hidden(of gate: Int, in graph: inout Graph) throws(ShapeError) -> Value {
    masks.isEmpty ? states[0] : try graph.apply(Mul(), states[0], masks[gate])
  }
}

extension ModelBuilder {
  /// Runs a cell over time steps. At a masked step the states stay as they are.
  ///
  /// - Parameters:
  ///   - sequences: each [samples, steps, …]
  ///   - mask: bool [samples, steps]
  ///   - states: each [samples, units]; nil: zeros
  ///   - masks: what h is multiplied by, one a gate or none
  ///   - cell: appends a step to the body's graph and gives the states behind it
  /// - Returns: the first state of all steps [samples, steps, units] and the last states
  package mutating func scan(
    _ sequences: [Value], mask: Value?, from states: [Value?], units: Int, constants: [Value],
    dropping masks: [Value],
    cell: (CellStep, inout Graph) throws(ShapeError) -> [Value]
  ) throws(LayerError) -> (sequence: Value, last: [Value]) {
    let all = sequences + (mask.map { [$0] } ?? [])
    let steps = graph.shape(sequences[0])[1]
    var body = ScanBody(batch: graph.shape(sequences[0])[0])
    let slices = all.enumerated().map { index, value in
      let type = graph[value].type
      var dimensions = type.shape.dimensions
      dimensions.remove(at: 1)
      let name = value == mask ? "mask" : "x\(index)"
      return body.sequence(name, TensorType(Shape(dimensions), type.element))
    }
    let step = CellStep(
      sequences: Array(slices[..<sequences.count]),
      states: states.indices.map { body.state("s\($0)", [graph.batch, units]) },
      constants: constants.enumerated().map { body.constant("w\($0)", graph[$1].type) },
      masks: masks.enumerated().map {
        body.constant("mask\($0)", graph[$1].type, isPerSample: true)
      })
    do throws(ShapeError) {
      var next = try cell(step, &body.graph)
      if mask != nil {
        for (index, state) in step.states.enumerated() {
          next[index] = try body.graph.apply(
            Select(), slices[slices.count - 1], next[index], state)
        }
      }
      body.finish(nextStates: next, outputs: [next[0]])
    } catch {
      throw .shape(error)
    }
    let outputs = try applyAll(Scan(body, steps: steps), all + states + constants + masks)
    return (outputs[0], Array(outputs[1..<(1 + states.count)]))
  }

  /// The product of all steps with a weight, and a bias.
  ///
  /// - Parameters:
  ///   - x: [samples, steps, features]
  ///   - kernel: [features, columns]
  /// - Returns: [samples, steps, columns]
  package mutating func projection(
    of x: Value, kernel: Value, bias: Value?
  ) throws(LayerError) -> Value {
    let shape = graph.shape(x)
    let flat = try apply(Reshape([shape[0] * shape[1], shape[2]]), x)
    let product = try apply(Gemm(), flat, kernel, bias)
    return try apply(Reshape([shape[0], shape[1], graph.shape(kernel)[1]]), product)
  }

  /// A weight or a bias cut into the parts of its gates, along its last axis.
  package mutating func gates(_ value: Value, _ count: Int) throws(LayerError) -> [Value] {
    let axis = graph.shape(value).rank - 1
    let size = graph.shape(value)[axis] / count
    return try applyAll(
      Split(axis: axis, sizes: [Int](repeating: size, count: count)), [value])
  }
}
