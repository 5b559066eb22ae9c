import Engine
import Graphs
import Plans
import Training

/// A few steps of a sample network's training, by the plans that a `Trainer` makes of it. The steps
/// are run here, so that every call can be divided and all that lasts can be read.
struct SampleTraining {
  private static let epochs = 3

  private let network: Network
  private let trainer: Trainer
  private let input: [Float]
  private let target: [Float]

  init(_ sample: SampleNetwork) throws {
    let network = try sample.build(sample.batch)
    let output = network.graph.shape(network.output)
    let settings = TrainingSettings(
      loss: MeanSquaredError(), optimizer: sample.optimizer, epochs: Self.epochs,
      batchSize: sample.batch, shuffles: false, seed: 1)
    trainer = try Trainer(
      settings: settings, target: output.replacing(axis: 0, with: sample.samples),
      network: sample.build)
    var stream = RandomStream(seed: 1, stream: sample.name)
    func floats(_ shape: Shape) -> [Float] {
      let count = shape.elementCount / sample.batch * sample.samples
      return (0..<count).map { _ in stream.float() * 2 - 1 }
    }
    let numbers = floats(network.graph.shape(network.input))
    let features = network.graph.shape(network.input).dimensions.last ?? 1
    input = numbers.indices.map { index in
      if sample.hasPadding, index / features % 3 == 2 { return 0 }
      guard let classes = sample.classes else { return numbers[index] }
      return Float(Int((numbers[index] + 1) * 1000) % classes)
    }
    target = floats(output)
    self.network = network
  }

  /// For whole batches and for what is left over, each with that of predictions of its size.
  private var plans: [(training: StepPlan, prediction: StepPlan?)] {
    trainer.plans.training.map { ($0, trainer.plans.prediction[$0.size]) }
  }

  /// All calls of the plans.
  var calls: [KernelCall] {
    plans.flatMap {
      Self.calls($0.training.plan) + ($0.prediction.map { Self.calls($0.plan) } ?? [])
    }
  }

  private static func calls(_ plan: Plan) -> [KernelCall] { plan.steps.flatMap { $0.calls } }

  /// A digest of the losses, then of everything that lasts from step to step, then of a prediction.
  ///
  /// - Parameter threads: nil: one thread runs the plans' own programs
  func digest(with instructions: InstructionSet, threads: Int?) -> BitDigest {
    let arena = Arena(count: trainer.plans.arenaCount)
    let team = threads.map { ThreadTeam(count: $0) }
    func run(_ plan: Plan) {
      let divided = Program(Self.calls(plan), sharing: .everything)
      arena.run(threads == nil ? plan.program : divided, with: instructions, team: team)
    }
    setParameters(in: arena)
    if let scalar = trainer.plans.training[0].plan.graph.scalars[.learningRate] {
      arena.write(
        trainer.settings.optimizer.rate(at: 0),
        to: trainer.plans.training[0].plan.buffer(of: scalar))
    }
    var digest = BitDigest()
    for _ in 0..<Self.epochs {
      forEachBatch { step, rows in
        let plan = step.plan
        fill(arena, plan, "input", with: input, rows)
        fill(arena, plan, "target", with: target, rows)
        run(plan)
        digest.add(Self.loss(of: plan, in: arena))
      }
    }
    for allocation in trainer.plans.training[0].plan.allocations {
      guard case .persistent(let value) = allocation.purpose,
        !trainer.plans.training[0].plan.graph.scalars.values.contains(value)
      else { continue }
      digest.add(arena.read(allocation.buffer))
    }
    let size = trainer.plans.training[0].size
    guard let plan = trainer.plans.prediction[size]?.plan else { return digest }
    fill(arena, plan, "input", with: input, 0..<size)
    run(plan)
    digest.add(arena.read(plan.buffer(of: network.output)))
    return digest
  }

  private func forEachBatch(_ body: (StepPlan, Range<Int>) -> Void) {
    let steps = trainer.plans.training
    let size = steps[0].size
    let samples = input.count / (network.graph.shape(network.input).elementCount / size)
    var start = 0
    while start < samples {
      let step = samples - start >= size ? steps[0] : steps[steps.count - 1]
      body(step, start..<start + step.size)
      start += step.size
    }
  }

  private func setParameters(in arena: Arena) {
    let plan = trainer.plans.training[0].plan
    for parameter in plan.graph.parameters {
      var stream = RandomStream(seed: 1, stream: parameter.name)
      arena.write(
        parameter.initializer.values(parameter.shape, from: &stream),
        to: plan.buffer(of: parameter.value))
    }
  }

  private func fill(
    _ arena: Arena, _ plan: Plan, _ name: String, with values: [Float], _ rows: Range<Int>
  ) {
    let graph = plan.graph
    for value in graph.values where graph[value].storage == .input && graph[value].name == name {
      let buffer = plan.buffer(of: value)
      arena.gather(
        Array(rows)[...], of: values, rowCount: buffer.count / rows.count, to: buffer)
    }
  }

  private static func loss(of plan: Plan, in arena: Arena) -> Double {
    let node = plan.graph.nodes.first { $0.operation is Mean }
    return node.map { arena.readDouble(plan.buffer(of: $0.outputs[0])) } ?? .nan
  }
}
