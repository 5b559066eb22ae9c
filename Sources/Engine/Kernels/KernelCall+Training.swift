import CKernels

extension KernelCall {
  /// Floats of the state that Adam keeps beside its moments: 1 − β₁ᵗ and 1 − β₂ᵗ as float64, α as
  /// float32 and one unused. Zeros are the state before the first step.
  package static let adamStateCount = 6

  /// The mean of the squared differences as one float64 (two floats).
  package static func squaredError(
    _ prediction: Buffer, _ target: Buffer, into loss: Buffer
  ) -> KernelCall {
    target.require(prediction.count)
    loss.require(2)
    precondition(loss.offset % 2 == 0, "a float64 begins at an even offset")
    return KernelCall(
      "squared_error", LAB_SQUARED_ERROR, reads: [prediction, target], writes: [loss],
      operations: 3 * Double(prediction.count), division: .none,
      .init(
        squared_error: lab_squared_error(
          count: Int64(prediction.count), prediction: prediction.place, target: target.place,
          loss: loss.place)))
  }

  /// The gradient of `squaredError` with respect to the prediction.
  package static func squaredErrorGradient(
    _ prediction: Buffer, _ target: Buffer, into gradient: Buffer
  ) -> KernelCall {
    target.require(prediction.count)
    gradient.require(prediction.count)
    return KernelCall(
      "squared_error_gradient", LAB_SQUARED_ERROR_GRADIENT, reads: [prediction, target],
      writes: [gradient], operations: 2 * Double(prediction.count),
      division: .elements(prediction, operations: 3),
      .init(
        squared_error_gradient: lab_squared_error_gradient(
          count: Int64(prediction.count), prediction: prediction.place, target: target.place,
          gradient: gradient.place, scale: Float(2 / Double(prediction.count)))))
  }

  /// Begins a step of Adam: carries `state` on to the next step's powers of β and step size.
  ///
  /// - Parameter learningRate: one float64
  package static func adamStep(
    state: Buffer, learningRate: Buffer, beta1: Double, beta2: Double
  ) -> KernelCall {
    state.require(adamStateCount)
    learningRate.requireDouble()
    precondition(state.offset % 2 == 0, "a float64 begins at an even offset")
    return KernelCall(
      "adam_step", LAB_ADAM_STEP, reads: [state, learningRate], writes: [state], operations: 8,
      division: .none,
      .init(
        adam_step: lab_adam_step(
          state: state.place, learning_rate: learningRate.place, beta_1: beta1, beta_2: beta2)))
  }

  /// A step of Adam for one parameter: updates `parameter` and both moments in place.
  package static func adam(
    parameter: Buffer, gradient: Buffer, firstMoment: Buffer, secondMoment: Buffer, state: Buffer,
    beta1: Double, beta2: Double, epsilon: Double
  ) -> KernelCall {
    for operand in [gradient, firstMoment, secondMoment] { operand.require(parameter.count) }
    state.require(adamStateCount)
    return KernelCall(
      "adam", LAB_ADAM, reads: [parameter, gradient, firstMoment, secondMoment, state],
      writes: [parameter, firstMoment, secondMoment], operations: 12 * Double(parameter.count),
      division: .elements(parameter, operations: 20),
      .init(
        adam: lab_adam(
          count: Int64(parameter.count), w: parameter.place, g: gradient.place,
          m: firstMoment.place, v: secondMoment.place, state: state.place,
          one_minus_beta_1: Float(1 - beta1), one_minus_beta_2: Float(1 - beta2),
          epsilon: Float(epsilon))))
  }

  /// A step of gradient descent for one parameter, with a velocity if there is momentum.
  ///
  /// - Parameter learningRate: one float64
  package static func descent(
    parameter: Buffer, gradient: Buffer, velocity: Buffer?, learningRate: Buffer, momentum: Double
  ) -> KernelCall {
    learningRate.requireDouble()
    gradient.require(parameter.count)
    velocity?.require(parameter.count)
    return KernelCall(
      "descent", LAB_DESCENT, reads: [parameter, gradient, velocity, learningRate],
      writes: [parameter] + (velocity.map { [$0] } ?? []), operations: 4 * Double(parameter.count),
      division: .elements(parameter, operations: 4),
      .init(
        descent: lab_descent(
          count: Int64(parameter.count), w: parameter.place, g: gradient.place, u: velocity.place,
          learning_rate: learningRate.place, momentum: Float(momentum))))
  }

  /// What is computed of single float64 numbers.
  package enum NumberFunction: Sendable, Hashable {
    /// a · factor, rounded to float32.
    case scale(Double)
    /// a + b, float64.
    case add
    /// limit / max(√a, limit), rounded to float32; NaN where a is not finite.
    case clip(Double)
  }

  /// A function of one float64 number, or of two, each two words.
  ///
  /// - Parameter y: one float64, or one float32 where the function rounds
  package static func number(
    _ function: NumberFunction, _ a: Buffer, _ b: Buffer? = nil, into y: Buffer
  ) -> KernelCall {
    a.requireDouble()
    b?.requireDouble()
    let arguments: (lab_number_function, Double)
    let operations: Double
    switch function {
    case .scale(let factor): (arguments, operations) = ((LAB_NUMBER_SCALE, factor), 1)
    case .add: (arguments, operations) = ((LAB_NUMBER_ADD, 0), 1)
    case .clip(let limit): (arguments, operations) = ((LAB_NUMBER_CLIP, limit), 3)
    }
    if function == .add { y.requireDouble() } else { y.require(1) }
    precondition((b != nil) == (function == .add), "only a sum has two operands")
    return KernelCall(
      "number", LAB_NUMBER, reads: [a, b], writes: [y], operations: operations,
      division: .none,
      .init(
        number: lab_number(
          function: Int64(arguments.0.rawValue), a: a.place, b: b.place, y: y.place,
          constant: arguments.1)))
  }
}
