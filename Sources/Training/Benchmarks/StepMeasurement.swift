/// How fast a training step is, and the machine that it ran on.
package struct StepMeasurement: Sendable, Hashable {
  /// One kernel call of the step, timed by itself.
  package struct Call: Sendable, Hashable {
    /// The node's index in the graph.
    package let node: Int
    /// The node's operation.
    package let operation: String
    package let kernel: String
    /// Floating-point operations, as `KernelCall` counts them.
    package let operations: Double
    /// The median of the rounds.
    package let seconds: Double

    package init(
      node: Int, operation: String, kernel: String, operations: Double, seconds: Double
    ) {
      self.node = node
      self.operation = operation
      self.kernel = kernel
      self.operations = operations
      self.seconds = seconds
    }
  }

  /// A function of one element: what it costs on one thread, over numbers that are in the cache.
  package struct Function: Sendable, Hashable {
    package let name: String
    /// An element; the median of the rounds.
    package let seconds: Double

    package init(name: String, seconds: Double) {
      self.name = name
      self.seconds = seconds
    }
  }

  /// As `LSTM_LAB_ISA` names it.
  package var instructionSet: String
  /// The threads that share the step.
  package var threads: Int
  /// Each round times the whole step, its calls one by one, the peak and the functions.
  package var rounds: Int
  /// Whole steps in each round.
  package var stepsARound: Int
  /// Seconds of a whole step, each round's mean.
  package var step: Spread
  /// The step's calls in the order of the plan.
  package var calls: [Call]
  /// Fused multiply-adds as operations a second, an add and a multiplication each, on one thread.
  package var peakOfOne: Spread
  /// The same on all threads of the step at once; nil if it has one alone.
  package var peakOfAll: Spread?
  package var functions: [Function]

  package init(
    instructionSet: String, threads: Int, rounds: Int, stepsARound: Int, step: Spread,
    calls: [Call], peakOfOne: Spread, peakOfAll: Spread?, functions: [Function]
  ) {
    self.instructionSet = instructionSet
    self.threads = threads
    self.rounds = rounds
    self.stepsARound = stepsARound
    self.step = step
    self.calls = calls
    self.peakOfOne = peakOfOne
    self.peakOfAll = peakOfAll
    self.functions = functions
  }

  /// Floating-point operations of the step.
  package var operations: Double { calls.reduce(0) { $0 + $1.operations } }

  /// Seconds of all calls one by one. More than the step, since threads meet after each, and since
  /// what is in the cache differs.
  package var callSeconds: Double { calls.reduce(0) { $0 + $1.seconds } }

  /// The most operations a second that the threads of the step can do. Whatever disturbs a round
  /// makes it slower, so this is the fastest.
  package var peak: Double { (peakOfAll ?? peakOfOne).maximum }
}
