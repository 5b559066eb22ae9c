import Engine
import Testing

/// Losses and optimizers against scalar loops that follow the contract, and against float64.
struct TrainingKernelTests {
  private static let cases = 200
  private let seed = UInt64.random(in: 0...UInt64.max)

  private func memory(_ index: Int) -> (GuardedMemory, String) {
    (GuardedMemory(seed: seed &+ UInt64(index)), "seed \(seed &+ UInt64(index))")
  }

  /// In order, in float64: the scalar loop is the float64 reference, with equal bits.
  @Test func squaredError() {
    print("TrainingKernelTests.squaredError: seed \(seed)")
    for index in 0..<Self.cases {
      var (memory, place) = memory(index)
      let prediction = memory.drawn(memory.size(1...70), scale: 3)
      let target = memory.drawn(prediction.count)
      let loss = memory.doubles([nil])
      let call = KernelCall.squaredError(prediction, target, into: loss)
      KernelCheck(memory: memory, call: call, place: place).run { floats in
        var sum = 0.0
        for (p, t) in zip(floats[prediction], floats[target]) {
          let difference = Double(p) - Double(t)
          sum += difference * difference
        }
        floats[loss] = GuardedMemory.halves(sum / Double(prediction.count))
      }
    }
  }

  /// Three roundings: of the difference, of 2 / count and of the product.
  @Test func squaredErrorGradient() {
    print("TrainingKernelTests.squaredErrorGradient: seed \(seed)")
    for index in 0..<Self.cases {
      var (memory, place) = memory(index)
      let prediction = memory.drawn(memory.size(1...70), scale: 3)
      let target = memory.drawn(prediction.count)
      let gradient = memory.flip() ? prediction : memory.empty(prediction.count)
      let call = KernelCall.squaredErrorGradient(prediction, target, into: gradient)
      let count = Double(prediction.count)
      let result = KernelCheck(memory: memory, call: call, place: place).run { floats in
        let scale = Float(2 / count)
        floats[gradient] = zip(floats[prediction], floats[target]).map {
          flushed(($0 - $1) * scale)
        }
      }
      for element in 0..<prediction.count {
        let difference =
          Double(memory.floats[prediction][element]) - Double(memory.floats[target][element])
        let exact = difference * 2 / count
        #expect(
          abs(Double(result[gradient][element]) - exact) <= 3.01 * 0x1p-24 * abs(exact), "\(place)")
      }
    }
  }

  /// The state goes on from any step as 1 − βᵗ does, and from zeros to the first step.
  @Test func adamStep() {
    print("TrainingKernelTests.adamStep: seed \(seed)")
    for index in 0..<Self.cases {
      var (memory, place) = memory(index)
      let steps = index % 20
      let (rate, beta1, beta2) = (0.001 * Double(memory.size(1...50)), 0.9, 0.999)
      var powers = (1.0, 1.0)
      for _ in 0..<steps { powers = (powers.0 * beta1, powers.1 * beta2) }
      let state = memory.doubles([1 - powers.0, 1 - powers.1], alsoFloats: 2)
      let call = KernelCall.adamStep(
        state: state, learningRate: memory.doubles([rate]), beta1: beta1, beta2: beta2)
      let result = KernelCheck(memory: memory, call: call, place: place).run { floats in
        let before = floats.doubles(state)
        let first = (1 - beta1) + beta1 * before[0]
        let second = (1 - beta2) + beta2 * before[1]
        let alpha = Float(rate * second.squareRoot() / first)
        floats[state] =
          GuardedMemory.halves(first) + GuardedMemory.halves(second) + [alpha, floats[state][5]]
      }
      let exact = rate * (1 - powers.1 * beta2).squareRoot() / (1 - powers.0 * beta1)
      #expect(abs(Double(result[state][4]) - exact) <= 0x1.01p-24 * exact, "\(place)")
    }
  }

  /// The bounds against float64 count the roundings: three for a moment, and for the weight those
  /// of the moments once more, the root's, the sum's, the quotient's and its own.
  @Test func adam() {
    print("TrainingKernelTests.adam: seed \(seed)")
    for index in 0..<Self.cases {
      var (memory, place) = memory(index)
      let count = memory.size(1...70)
      let (w, g) = (memory.drawn(count), memory.drawn(count, scale: 0.1))
      let m = memory.drawn(count, scale: 0.1)
      let v = memory.buffer(memory.floats(drawing: count).map { $0 * $0 * 0.01 })
      let state = memory.doubles([0.19, 0.001999], alsoFloats: 2)
      var floats = memory.floats
      floats[state.offset + 4] = 0.00123
      memory = memory.replaced(by: floats)
      let (beta1, beta2, epsilon) = (0.9, 0.999, 1e-7)
      let call = KernelCall.adam(
        parameter: w, gradient: g, firstMoment: m, secondMoment: v, state: state, beta1: beta1,
        beta2: beta2, epsilon: epsilon)
      let result = KernelCheck(memory: memory, call: call, place: place).run { floats in
        let alpha = floats[state.offset + 4]
        for n in 0..<count {
          let (weight, gradient) = (floats[w.offset + n], flushed(floats[g.offset + n]))
          var (first, second) = (floats[m.offset + n], floats[v.offset + n])
          first = flushed(first.addingProduct(gradient - first, Float(1 - beta1)))
          second = second.addingProduct(
            (-second).addingProduct(gradient, gradient), Float(1 - beta2))
          if abs(second) < 0x1p-95 { second = 0 }
          floats[m.offset + n] = first
          floats[v.offset + n] = second
          floats[w.offset + n] = flushed(
            weight.addingProduct(-alpha, first / (second.squareRoot() + Float(epsilon))))
        }
      }
      for n in 0..<count {
        func old(_ buffer: Buffer) -> Double { Double(memory.floats[buffer.offset + n]) }
        func new(_ buffer: Buffer) -> Double { Double(result[buffer.offset + n]) }
        let first = old(m) + (old(g) - old(m)) * (1 - beta1)
        let second = old(v) + (old(g) * old(g) - old(v)) * (1 - beta2)
        let step = Double(Float(0.00123)) * first / (second.squareRoot() + epsilon)
        let unit = 0x1.1p-24
        #expect(abs(new(m) - first) <= 3 * unit * (abs(old(m)) + abs(old(g))), "\(place)")
        #expect(abs(new(v) - second) <= 3 * unit * (old(v) + old(g) * old(g)), "\(place)")
        let share = (abs(old(m)) + abs(old(g))) / max(abs(first), 1e-30)
        #expect(
          abs(new(w) - (old(w) - step)) <= unit * (abs(old(w)) + abs(step) * (8 + 3 * share)),
          "\(place)")
      }
    }
  }

  @Test func descent() {
    print("TrainingKernelTests.descent: seed \(seed)")
    for index in 0..<Self.cases {
      var (memory, place) = memory(index)
      let count = memory.size(1...70)
      let (w, g) = (memory.drawn(count), memory.drawn(count))
      let u = memory.flip() ? memory.drawn(count, scale: 0.1) : nil
      let (rate, momentum) = (0.01 * Double(memory.size(1...30)), u == nil ? 0 : 0.9)
      let call = KernelCall.descent(
        parameter: w, gradient: g, velocity: u, learningRate: memory.doubles([rate]),
        momentum: momentum)
      let result = KernelCheck(memory: memory, call: call, place: place).run { floats in
        for n in 0..<count {
          let (weight, gradient) = (floats[w.offset + n], flushed(floats[g.offset + n]))
          guard let u else {
            floats[w.offset + n] = flushed(weight.addingProduct(-Float(rate), gradient))
            continue
          }
          let velocity = flushed(
            (-(Float(rate) * gradient)).addingProduct(Float(momentum), floats[u.offset + n]))
          floats[u.offset + n] = velocity
          floats[w.offset + n] = flushed(weight + velocity)
        }
      }
      // The constants are rounded once, each operation once.
      for n in 0..<count {
        func old(_ buffer: Buffer) -> Double { Double(memory.floats[buffer.offset + n]) }
        let velocity = (u.map { momentum * old($0) } ?? 0) - rate * old(g)
        let size = abs(old(w)) + momentum * (u.map { abs(old($0)) } ?? 0) + rate * abs(old(g))
        let error = abs(Double(result[w.offset + n]) - (old(w) + velocity))
        #expect(error <= 4 * 0x1p-24 * size, "\(place)")
      }
    }
  }

  /// In float64, rounded once.
  @Test func numbers() {
    print("TrainingKernelTests.numbers: seed \(seed)")
    for index in 0..<Self.cases {
      var (memory, place) = memory(index)
      let (a, b) = (Double(memory.size(0...1000)) / 64, Double(memory.size(1...50)) / 7)
      let (first, second) = (memory.doubles([a]), memory.doubles([b]))
      let (sum, rounded) = (memory.doubles([nil]), memory.empty(1))
      let limit = Double(memory.size(1...30)) / 8
      let add = KernelCall.number(.add, first, second, into: sum)
      KernelCheck(memory: memory, call: add, place: place).run { floats in
        floats[sum] = GuardedMemory.halves(a + b)
      }
      let scale = KernelCall.number(.scale(limit), first, into: rounded)
      KernelCheck(memory: memory, call: scale, place: place).run { floats in
        floats[rounded] = [Float(a * limit)]
      }
      let clip = KernelCall.number(.clip(limit), first, into: rounded)
      KernelCheck(memory: memory, call: clip, place: place).run { floats in
        floats[rounded] = [a > limit * limit ? Float(limit / a.squareRoot()) : 1]
      }
    }
  }

  /// What has diverged shows.
  @Test(arguments: [Double.infinity, .nan])
  func aNormThatIsNoNumberGivesNaN(sum: Double) {
    var memory = GuardedMemory(seed: seed)
    let (squares, factor) = (memory.doubles([sum]), memory.empty(1))
    let clip = KernelCall.number(.clip(1), squares, into: factor)
    KernelCheck(memory: memory, call: clip, place: "\(sum)").run { $0[factor] = [.nan] }
  }

  /// Weights, gradients and moments that are too small to be multiplied count as zero.
  @Test func tinyNumbersBecomeZero() {
    var memory = GuardedMemory(seed: seed)
    let tiny = [Float](repeating: 0x1p-64, count: 37)
    let (w, g, m) = (memory.buffer(tiny), memory.buffer(tiny), memory.buffer(tiny))
    let v = memory.buffer([Float](repeating: 0x1p-96, count: 37))
    let state = memory.doubles([0.19, 0.001999], alsoFloats: 2)
    let adam = KernelCall.adam(
      parameter: w, gradient: g, firstMoment: m, secondMoment: v, state: state, beta1: 0.9,
      beta2: 0.999, epsilon: 1e-7)
    let zeros = [Float](repeating: 0, count: 37)
    KernelCheck(memory: memory, call: adam, place: "adam").run { floats in
      for buffer in [w, m, v] { floats[buffer] = zeros }
    }
    let rate = memory.doubles([0.1])
    for velocity in [nil, m] {
      let descent = KernelCall.descent(
        parameter: w, gradient: g, velocity: velocity, learningRate: rate,
        momentum: 0.9)
      KernelCheck(memory: memory, call: descent, place: "descent").run { floats in
        floats[w] = zeros
        if let velocity { floats[velocity] = zeros }
      }
    }
    let gradient = memory.empty(37)
    let error = KernelCall.squaredErrorGradient(w, v, into: gradient)
    KernelCheck(memory: memory, call: error, place: "squared error").run { floats in
      floats[gradient] = zeros
    }
  }
}
