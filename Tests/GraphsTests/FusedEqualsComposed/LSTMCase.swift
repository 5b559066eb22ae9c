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
  /// Which steps are masked, in all layers; nil: there is no mask.
  var mask: MaskPattern?
  /// The initial states are trained, so they get gradients.
  var trainsStates = false
  /// What the dense layer reads of the last layer.
  var read = Read.hidden
  /// Every layer but the first begins with the last states of the one below.
  var passesStates = false

  enum Read {
    /// h of all steps, or of the last one.
    case hidden
    /// That, and the last h and c.
    case hiddenAndLastStates
    /// The last c: no gradient arrives at the last h.
    case lastCell
  }

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
      + (hasState ? ", initial state" : "") + (mask.map { ", masked \($0)" } ?? "")
      + (trainsStates ? ", trained states" : "") + ", \(read) read"
      + (passesStates ? ", states passed on" : "")
  }

  /// Rows that the dense layer reads.
  var denseRows: Int {
    let rows = returnsSequences ? batch * steps : batch
    switch read {
    case .hidden: return rows
    case .hiddenAndLastStates: return rows + 2 * batch
    case .lastCell: return batch
    }
  }

  var targetShape: Shape {
    if read != .hidden { return [denseRows, Self.outputs] }
    return returnsSequences ? [batch, steps, Self.outputs] : [batch, Self.outputs]
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
        Self.state("\(name).h", sizes, in: &graph), Self.state("\(name).c", sizes, in: &graph)
      ) : nil
  }

  private static func state(_ name: String, _ sizes: LSTMCase, in graph: inout Graph) -> Value {
    let shape: Shape = [sizes.batch, sizes.units]
    return sizes.trainsStates
      ? graph.parameter(name, shape, GivenLater()) : graph.input(name, shape)
  }
}
