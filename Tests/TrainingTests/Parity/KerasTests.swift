import Testing
import Training

/// Every layer, loss and option against what Keras computes in float64 from the same weights.
///
/// A tensor's error is the largest difference divided by the largest number of the tensor, so that of
/// numbers that cancel is not blown up.
struct KerasTests {
  /// What a forward or a backward pass may be off.
  private static let bound = 2e-6
  /// Gradients whose terms nearly cancel: of the mean of two directions, and below a normalization.
  private static let exceptions = [
    "bidirectional-simplernn-ave": 3e-6, "batch-normalization-masked-no-offset": 3e-6,
  ]
  /// What ten steps of training may add up to: each begins from weights that are rounded already.
  private static let trainedBound = 1e-5
  /// Gradients of sums that cancel: below a normalization each column of the gradient adds up to zero, so
  /// that a rounding is large beside what is left.
  private static let cancelling = "batch-normalization"

  @Test func thereAreCases() {
    #expect(KerasCase.all.count > 150)
  }

  @Test(arguments: KerasCase.all)
  func gradients(_ sample: KerasCase) throws {
    guard let expected = sample.gradients else { return }
    // What a step as long as this changes are the gradients, to all their digits.
    let rate = 1024.0
    var changed: [String: [Float]] = [:]
    _ = try sample.trainer(epochs: 1, rate: rate).train(
      sample.data, initial: sample.initial,
      onParameter: { parameter in
        parameter.eachPiece { changed[parameter.name, default: []] += $0 }
      })
    let largest = expected.values.flatMap { $0.values }.reduce(0) { max($0, abs($1)) }
    for (name, exact) in expected {
      let before = try #require(sample.weights[name]).values
      let given = zip(before, changed[name] ?? []).map { Float(($0 - Double($1)) / rate) }
      let floor = sample.name.hasPrefix(Self.cancelling) ? largest : 0
      #expect(
        Self.error(given, exact.values, floor: floor) <= Self.exceptions[sample.name] ?? Self.bound,
        "\(name)")
    }
  }

  @Test(arguments: KerasCase.all)
  func trainings(_ sample: KerasCase) throws {
    let trainer = try sample.trainer(epochs: sample.losses.count, rate: 0.05)
    var losses: [Double] = []
    var final: [String: [Float]] = [:]
    let result = try trainer.train(
      sample.data, initial: sample.initial,
      onEpoch: { record in
        losses.append(record.loss)
        return true
      },
      onParameter: { parameter in
        parameter.eachPiece { final[parameter.name, default: []] += $0 }
      })
    #expect(abs(losses[0] - sample.losses[0]) <= Self.bound * abs(sample.losses[0]))
    for (epoch, (loss, exact)) in zip(losses, sample.losses).enumerated() {
      #expect(abs(loss - exact) <= Self.trainedBound * abs(exact), "epoch \(epoch + 1)")
    }
    #expect(Set(final.keys) == Set(sample.finalWeights.keys))
    for (name, exact) in sample.finalWeights {
      let error = Self.error(final[name] ?? [], exact.values, floor: 0)
      #expect(error <= Self.trainedBound, "\(name)")
    }
    let output = Self.error(result.predictions[0].values, sample.finalOutput.values, floor: 0)
    #expect(output <= Self.trainedBound, "predictions")
  }

  /// Outputs without any training; where a training step would move averages there is none.
  @Test(arguments: KerasCase.all)
  func outputs(_ sample: KerasCase) throws {
    if sample.weights.keys.contains(where: { $0.hasSuffix("moving_mean") }) { return }
    let trainer = try sample.trainer(epochs: 1, rate: 0)
    let result = try trainer.train(sample.data, initial: sample.initial)
    let error = Self.error(result.predictions[0].values, sample.output.values, floor: 0)
    #expect(error <= Self.bound)
  }

  private static func error(_ given: [Float], _ exact: [Double], floor: Double) -> Double {
    guard given.count == exact.count else { return .infinity }
    let difference = zip(given, exact).reduce(0) { max($0, abs(Double($1.0) - $1.1)) }
    let size = exact.reduce(floor) { max($0, abs($1)) }
    return size == 0 ? difference : difference / size
  }
}
