/// Keras's documented optimizers in float64, one parameter tensor each.
///
/// Source: https://keras.io/api/optimizers/, and for Adam Kingma & Ba 2015 with ε outside the root.
struct Float64Optimizer {
  enum Rule {
    case sgd(rate: Double, momentum: Double)
    case adam(rate: Double, beta1: Double, beta2: Double, epsilon: Double)

    /// The arguments' defaults.
    static let adam = Rule.adam(rate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7)
  }

  private let rule: Rule
  private var step = 0
  private var first: [Double]
  private var second: [Double]

  init(_ rule: Rule, count: Int) {
    self.rule = rule
    first = [Double](repeating: 0, count: count)
    second = first
  }

  mutating func update(_ weights: inout [Double], _ gradient: [Double]) {
    step += 1
    for index in weights.indices {
      let g = gradient[index]
      switch rule {
      case .sgd(let rate, let momentum):
        first[index] = momentum * first[index] - rate * g
        weights[index] += first[index]
      case .adam(let rate, let beta1, let beta2, let epsilon):
        first[index] = beta1 * first[index] + (1 - beta1) * g
        second[index] = beta2 * second[index] + (1 - beta2) * g * g
        let corrected = (1 - power(beta2)).squareRoot() / (1 - power(beta1))
        weights[index] -= rate * corrected * first[index] / (second[index].squareRoot() + epsilon)
      }
    }
  }

  private func power(_ base: Double) -> Double {
    (0..<step).reduce(1) { product, _ in product * base }
  }
}
