import Graphs

/// One network to train both ways: LSTM layers of the same kind, and a dense layer of two outputs.
struct LSTMCase: Sendable, CustomStringConvertible {
  let batch: Int
  let steps: Int
  let units: Int
  let features: Int
  let returnsSequences: Bool
  let hasBias: Bool
  let hasState: Bool

  /// The outputs of the dense layer.
  static let outputs = 2

  static let all: [LSTMCase] = {
    var cases: [LSTMCase] = []
    for batch in [1, 3] {
      for steps in [1, 2, 5] {
        for (units, features) in [1, 3, 5, 17].flatMap({ units in [1, 4].map { (units, $0) } }) {
          for flags in 0..<8 {
            cases.append(
              LSTMCase(
                batch: batch, steps: steps, units: units, features: features,
                returnsSequences: flags & 1 == 1, hasBias: flags & 2 == 2, hasState: flags & 4 == 4)
            )
          }
        }
      }
    }
    return cases
  }()

  var description: String {
    "batch \(batch), steps \(steps), units \(units), features \(features)"
      + (returnsSequences ? ", sequences" : "") + (hasBias ? ", bias" : "")
      + (hasState ? ", initial state" : "")
  }

  var targetShape: Shape {
    returnsSequences ? [batch, steps, Self.outputs] : [batch, Self.outputs]
  }
}

/// The operands of one LSTM layer, as both ways take them.
struct LSTMOperands {
  let kernel: Value
  let recurrent: Value
  let bias: Value?
  let state: (hidden: Value, cell: Value)?

  init(_ name: String, features: Int, _ sizes: LSTMCase, in graph: inout Graph) {
    let units = sizes.units
    kernel = graph.parameter("\(name).kernel", [features, 4 * units], GivenLater())
    recurrent = graph.parameter("\(name).recurrent_kernel", [units, 4 * units], GivenLater())
    bias = sizes.hasBias ? graph.parameter("\(name).bias", [4 * units], GivenLater()) : nil
    state =
      sizes.hasState
      ? (
        graph.input("\(name).h", [sizes.batch, units]),
        graph.input("\(name).c", [sizes.batch, units])
      ) : nil
  }
}
