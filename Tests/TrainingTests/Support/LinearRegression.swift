import Training

/// A dense layer of one linear output, trained in float64 by the textbook's gradients.
struct LinearRegression {
  private let inputs: [[Double]]
  private let targets: [Double]
  private let initial: [Double]

  /// The network is a `Dense` layer with one unit.
  init(_ network: TestNetwork) {
    let count = network.input.sampleCount
    inputs = (0..<network.input.shape[0]).map { sample in
      network.input.values[sample * count..<(sample + 1) * count].map { Double($0) } + [1]
    }
    targets = network.target.values.map { Double($0) }
    let weights = ["dense_1.kernel", "dense_1.bias"].compactMap { network.initial[$0] }
    initial = weights.flatMap { $0.values.map { Double($0) } }
  }

  /// The mean loss of each epoch, and the weights with the bias as the last.
  func train(
    _ rule: Float64Optimizer.Rule, epochs: Int, batches: [[Int]]
  ) -> (losses: [Double], weights: [Double]) {
    var weights = initial
    var optimizer = Float64Optimizer(rule, count: weights.count)
    var losses: [Double] = []
    for _ in 0..<epochs {
      var sum = 0.0
      for batch in batches {
        var gradient = [Double](repeating: 0, count: weights.count)
        for sample in batch {
          let prediction = zip(inputs[sample], weights).reduce(0) { $0 + $1.0 * $1.1 }
          let error = prediction - targets[sample]
          sum += error * error
          for index in gradient.indices {
            gradient[index] += 2 * error * inputs[sample][index] / Double(batch.count)
          }
        }
        optimizer.update(&weights, gradient)
      }
      losses.append(sum / Double(targets.count))
    }
    return (losses, weights)
  }
}
