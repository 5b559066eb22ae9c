import Engine
import Graphs
import Plans
import TestSupport

/// The engine's float32 gradients of a mean squared error against central differences of the
/// float64 forward pass.
///
/// How it is measured: the parameters and inputs are drawn as float32 and mean the same numbers to
/// both. For each element w of a parameter the reference is (L(w + s) − L(w − s)) / 2s in float64
/// with s = 1e-5, whose own error is about s² and 1e-16 / s, that is below 1e-9. The error of a
/// gradient tensor g is max |g − reference| / max |reference|, over the tensor's elements, or over a
/// hundredth of the largest reference of all tensors where that is more.
///
/// The gradient of a bias below a normalization is zero because its terms cancel, and the terms may
/// be large where a feature's samples are close together. A sum is as exact as its terms are
/// large, so a tensor beyond the bound is measured once more over its largest term: the largest
/// difference quotient of what the parameter's readers give.
struct GradientCheck {
  /// The largest error that a float32 gradient may have.
  static let bound = 1e-4
  private static let step = 1e-5
  private static let smallShare = 0.01
  /// A Relu's argument nearer to zero than this could change sign within a step.
  private static let kinkDistance = 1e-3

  private let graph: Graph
  private let output: Value
  /// The inputs hold whole numbers under this one; nil: any numbers.
  var classes: Int?
  /// Whether steps of the inputs [samples, steps, features] are zeros: the last of the first sample,
  /// and all of the second but its first.
  var hasPadding = false

  init(_ graph: Graph, output: Value) {
    self.graph = graph
    self.output = output
  }

  /// The error of the gradient of each parameter, by its name. Draws anew until no Relu is near
  /// its kink.
  func errors(seed: UInt64) throws -> [(name: String, error: Double)] {
    var graph = graph
    let target = graph.input("target", graph.shape(output))
    let loss = try graph.apply(Mean(.square), output, target)
    let forward = graph
    let gradients = try graph.appendGradients(of: loss, for: graph.parameters.map { $0.value })
    let plan = try Plan.compile(graph, keeping: [loss] + gradients)

    var random = TestRandom(seed: seed)
    var drawn: [Value: [Float]] = [:]
    var isSmooth = false
    while !isSmooth {
      for value in forward.values where forward[value].storage != .computed {
        let numbers = random.floats(forward.shape(value).elementCount)
        let isMask = forward[value].type.element == .bool
        drawn[value] = isMask ? numbers.map { $0 < 0 ? 0 : 1 } : numbers
        guard value != target, forward[value].storage == .input else { continue }
        if let classes { drawn[value] = numbers.map { Float(Int(abs($0) * 1000) % classes) } }
        if hasPadding { drawn[value] = padded(numbers, forward.shape(value)) }
      }
      let point = Float64Evaluation(forward, given: doubles(drawn))
      isSmooth = point.nearestKink > Self.kinkDistance
    }

    let arena = Arena(count: plan.arenaCount)
    for (value, numbers) in drawn { arena.write(numbers, to: plan.buffer(of: value)) }
    arena.run(plan.program)
    let point = doubles(drawn)
    let references = forward.parameters.map { differences(forward, loss, at: point, of: $0.value) }
    let largest = Self.size(references.joined())
    return zip(zip(forward.parameters, references), gradients).map { pair, gradient in
      let (parameter, reference) = pair
      let given = arena.read(plan.buffer(of: gradient))
      let error = Self.error(given, reference, floor: largest * Self.smallShare)
      guard error > Self.bound else { return (parameter.name, error) }
      let terms = forward.nodes.filter { $0.inputs.contains(parameter.value) }.flatMap(\.outputs)
        .filter { forward[$0].type.element == .float32 }
        .flatMap { differences(forward, loss, at: point, of: $0) }
      return (parameter.name, Self.error(given, reference, floor: Self.size(terms)))
    }
  }

  private static func size(_ numbers: some Sequence<Double>) -> Double {
    numbers.reduce(0) { max($0, abs($1)) }
  }

  private static func error(
    _ gradient: [Float], _ reference: [Double], floor: Double
  ) -> Double {
    guard gradient.count == reference.count else { return .infinity }
    let difference = zip(gradient, reference).map { abs(Double($0) - $1) }.max() ?? 0
    let size = max(size(reference), floor)
    if difference.isNaN { return .infinity }
    // Differences of equal losses are exactly zero, so a zero reference is one.
    return size == 0 ? (difference == 0 ? 0 : .infinity) : difference / size
  }

  private func differences(
    _ forward: Graph, _ loss: Value, at point: [Value: [Double]], of value: Value
  ) -> [Double] {
    (0..<forward.shape(value).elementCount).map { index in
      func moved(by distance: Double) -> Double {
        Float64Evaluation(forward, given: point, moving: (value, index, distance))[loss][0]
      }
      return (moved(by: Self.step) - moved(by: -Self.step)) / (2 * Self.step)
    }
  }

  private func padded(_ numbers: [Float], _ shape: Shape) -> [Float] {
    guard shape.rank == 3 else { return numbers }
    return numbers.indices.map { index in
      let row = index / shape[2]
      let isKept = row < shape[1] ? row != shape[1] - 1 : row == shape[1]
      return isKept ? numbers[index] : 0
    }
  }

  private func doubles(_ values: [Value: [Float]]) -> [Value: [Double]] {
    values.mapValues { $0.map { Double($0) } }
  }
}
