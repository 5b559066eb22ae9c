import Graphs
import Layers
import Training

/// Networks whose LSTMs begin with the last states of others and may keep their state at masked steps,
/// of sizes that take each layout of the kernels.
extension SampleNetwork {
  static let masksAndStates = [true, false].flatMap { isMasked in
    [("few-rows", 2, 5), ("one-row", 1, 17), ("tiles", 7, 17), ("lanes", 19, 3)].map {
      name, batch, units in
      SampleNetwork(
        (isMasked ? "masked-" : "states-") + name, batch: batch, samples: 3 * batch, Adam()
      ) {
        try encoderAndDecoder(batch: $0, units: units, isMasked: isMasked)
      }
    }
  }

  /// An encoder, a decoder that reads its steps in reverse and begins with its last states, and a
  /// layer on top without either.
  private static func encoderAndDecoder(
    batch: Int, units: Int, isMasked: Bool
  ) throws -> Network {
    typealias Output = LSTMForward.Output
    let steps = 7
    let features = 3
    var graph = Graph(batch: batch)
    let input = graph.input("input", [batch, steps, features])
    // About half of the steps are masked: where the first feature is negative.
    let first = try graph.append(Split(axis: 2, sizes: [1, features - 1]), [input])[0]
    let mask = try graph.apply(Differs(from: 0), graph.apply(Activation(.relu), first))

    func lstm(_ name: String, _ x: Value, _ state: [Value?] = [nil, nil]) throws -> [Value] {
      let features = graph.shape(x)[2]
      let uniform = GlorotUniform()
      let kernel = graph.parameter("\(name).kernel", [features, 4 * units], uniform)
      let recurrent = graph.parameter("\(name).recurrent", [units, 4 * units], uniform)
      return try graph.append(
        LSTMForward(), [x, kernel, recurrent, nil] + state + (isMasked ? [mask] : []))
    }
    let encoder = try lstm("encoder", input)
    let reversed = try graph.apply(Reverse(), encoder[Output.hidden])
    let decoder = try lstm(
      "decoder", reversed, [encoder[Output.lastHidden], encoder[Output.lastCell]])
    let top = try lstm("top", decoder[Output.hidden])
    let condition = try graph.append(Split(axis: 1, sizes: [1, steps - 1]), [mask])[0]
    let output = try graph.apply(
      Select(), graph.apply(Reshape([batch]), condition), top[Output.lastHidden],
      decoder[Output.lastHidden])
    return Network(graph: graph, input: input, output: output, stateUpdates: [])
  }
}
