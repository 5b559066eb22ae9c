import Engine

/// The kernel calls of a `ScanGradient`, one step after the other: what the body's backward pass reads is
/// put in its place, its nodes are run, and what it gives is copied out.
struct BackwardRun {
  private let scan: ScanGradient
  private let lane: ScanLane
  private var lowering: BodyLowering
  /// Of the node: nil where nobody reads an output.
  private let outputs: [Buffer?]

  // Inputs; see `ScanGradient.operands`.
  private let upstream: [Buffer?]
  private let lastStates: [Buffer?]
  private let sequences: [Buffer?]
  private let initial: [Buffer?]
  private let tapes: [Buffer?]

  // Scratch.
  private let slices: [Buffer]
  private let zeros: [Buffer]
  private let outputSeeds: [Buffer]
  private let stateSeeds: [Buffer]
  /// The gradients of states go from step to step in two places that take turns.
  private let carried: [[Buffer]]

  init(_ scan: ScanGradient, _ invocation: Invocation, in lane: ScanLane) {
    self.scan = scan
    self.lane = lane
    let body = scan.body
    var lowering = BodyLowering(scan.graph, nodes: scan.nodes, in: lane)
    var scratch = invocation.scratch[...]
    lowering.takeScratch(from: &scratch)
    func take<Item>(_ count: Int, from items: inout ArraySlice<Item>) -> [Item] {
      defer { items = items.dropFirst(count) }
      return Array(items.prefix(count))
    }
    func takeParts(_ count: Int, from buffers: inout ArraySlice<Buffer>) -> [Buffer] {
      take(count, from: &buffers).map { lane.part($0) }
    }
    func takeParts(_ count: Int, from buffers: inout ArraySlice<Buffer?>) -> [Buffer?] {
      take(count, from: &buffers).map { $0.map { lane.part($0) } }
    }
    slices = takeParts(scan.readSequences.count, from: &scratch)
    zeros = takeParts(body.states.count, from: &scratch)
    outputSeeds = takeParts(scan.seeds.outputs.count, from: &scratch)
    stateSeeds = takeParts(scan.seeds.states.count, from: &scratch)
    carried = [
      takeParts(body.states.count, from: &scratch), takeParts(body.states.count, from: &scratch),
    ]
    let computed = scan.computed
    for (value, buffer) in zip(computed, takeParts(computed.count, from: &scratch)) {
      lowering.buffers[value] = buffer
    }
    var inputs = invocation.inputs[...]
    upstream = takeParts(body.outputs.count, from: &inputs)
    lastStates = takeParts(body.states.count, from: &inputs)
    sequences = takeParts(scan.readSequences.count, from: &inputs)
    initial = takeParts(scan.readStates.count, from: &inputs)
    let constants = take(scan.readConstants.count, from: &inputs)
    // Their steps are outermost.
    tapes = take(scan.readTapes.count, from: &inputs)
    outputs = invocation.outputs.map { $0.map { lane.part($0) } }
    for (index, buffer) in zip(scan.readConstants, constants) {
      let value = body.constants[index]
      lowering.buffers[value] = buffer.map { lane.part($0, of: value) }
    }
    lowering.setInvariants(scan.readConstants.map { body.constants[$0] })
    self.lowering = lowering
  }

  /// In the lane.
  private func type(_ value: Value) -> TensorType { lane.type(of: value, in: scan.graph) }

  /// The lane's part of what the forward pass computed at a step.
  private func tape(_ tape: Buffer?, _ step: Int, of value: Value) -> Buffer? {
    tape.map { lane.part($0.step(step, scan.graph[value].type)) }
  }

  /// The calls before the last step: the gradients of the states behind it.
  func begin() -> [KernelCall] {
    zeros.map { KernelCall.clear($0) }
      + scan.body.states.indices.flatMap { state in
        gradient(behind: state, into: carried[(scan.steps - 1) % 2][state])
      }
  }

  private func gradient(behind state: Int, into carried: Buffer) -> [KernelCall] {
    let type = type(scan.body.states[state])
    let output = scan.seeds.states.first { $0.state == state }
      .flatMap { upstream[$0.output] }
      .map { $0.slice(type, scan.steps - 1, of: scan.steps) }
    switch (output, lastStates[state]) {
    case (nil, nil): return [.clear(carried)]
    case (let output?, nil): return [.copy(output, into: carried.rows(type))]
    case (nil, let last?): return [.copy(last.rows(type), into: carried.rows(type))]
    case (let output?, let last?):
      return [
        .copy(output, into: carried.rows(type)), .binary(.add, carried, last, into: carried),
      ]
    }
  }

  mutating func add(_ step: Int, to calls: inout ScanLaneCalls) {
    calls.steps += placeForwardValues(of: step) + placeSeeds(of: step)
    if step == scan.steps - 1 { calls.invariant = lowering.invariantCalls }
    calls.steps += lowering.calls + results(of: step) + stateGradients(before: step)
  }

  /// What the forward pass had at a step.
  private mutating func placeForwardValues(of step: Int) -> [KernelCall] {
    let body = scan.body
    var calls: [KernelCall] = []
    for (place, index) in scan.readSequences.enumerated() {
      guard let whole = sequences[place] else { continue }
      let value = body.sequences[index]
      calls.append(copy(step, of: whole, into: slices[place], type(value)))
      lowering.buffers[value] = slices[place]
    }
    for (tape, index) in zip(tapes, scan.readTapes) {
      let value = body.computed[index]
      lowering.buffers[value] = self.tape(tape, step, of: value)
    }
    for (place, index) in scan.readStates.enumerated() {
      let next = body.nextStates[index]
      let tape = scan.readTapes.firstIndex { body.computed[$0] == next }.flatMap { tapes[$0] }
      lowering.buffers[body.states[index]] =
        step == 0 ? initial[place] ?? zeros[index] : self.tape(tape, step - 1, of: next)
    }
    return calls
  }

  /// The gradients that a step begins with.
  private mutating func placeSeeds(of step: Int) -> [KernelCall] {
    var calls: [KernelCall] = []
    for (place, seed) in scan.seeds.outputs.enumerated() {
      guard let whole = upstream[seed.output] else { continue }
      calls.append(copy(step, of: whole, into: outputSeeds[place], type(seed.gradient)))
      lowering.buffers[seed.gradient] = outputSeeds[place]
    }
    for (place, seed) in scan.seeds.states.enumerated() {
      guard let whole = upstream[seed.output] else { continue }
      // The state before the first step was no output.
      lowering.buffers[seed.gradient] = step > 0 ? stateSeeds[place] : zeros[seed.state]
      if step > 0 {
        calls.append(copy(step - 1, of: whole, into: stateSeeds[place], type(seed.gradient)))
      }
    }
    for (index, seed) in scan.seeds.nextStates.enumerated() {
      lowering.buffers[seed.gradient] = carried[step % 2][index]
    }
    return calls
  }

  private func copy(
    _ step: Int, of whole: Buffer, into slice: Buffer, _ type: TensorType
  ) -> KernelCall {
    .copy(whole.slice(type, step, of: scan.steps), into: slice.rows(type))
  }

  /// Copies out the gradients of sequences, and what those of constants follow from.
  private func results(of step: Int) -> [KernelCall] {
    let sequences = scan.givenSequences
    return (sequences + scan.kept).enumerated().compactMap { index, value in
      let place = index < sequences.count ? index : index + scan.wantedStates.count
      return outputs[place].map { whole in
        .copy(
          lowering.buffer(of: value).rows(type(value)),
          into: whole.slice(type(value), step, of: scan.steps))
      }
    }
  }

  /// Hands the gradients of the states before a step on to the step before, or out.
  private func stateGradients(before step: Int) -> [KernelCall] {
    scan.body.states.indices.compactMap { index in
      let type = type(scan.body.states[index])
      let target =
        step > 0
        ? carried[(step + 1) % 2][index]
        : scan.wantedStates.firstIndex(of: index).flatMap { outputs[scan.output(ofState: $0)] }
      guard let target else { return nil }
      guard let gradient = scan.stateGradients[index] else { return .clear(target) }
      return .copy(lowering.buffer(of: gradient).rows(type), into: target.rows(type))
    }
  }
}
