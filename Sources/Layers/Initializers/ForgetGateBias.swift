import Engine
import Graphs

/// An LSTM's bias whose forget gate starts at one, so that a fresh cell remembers (Jozefowicz et al.
/// 2015, http://proceedings.mlr.press/v37/jozefowicz15.pdf). The other gates use `others`.
struct ForgetGateBias: Initializer {
  let units: Int
  let others: any Initializer

  func values(_ shape: Shape, from random: inout RandomStream) -> [Float] {
    var values = others.values(shape, from: &random)
    for index in units..<2 * units { values[index] = 1 }
    return values
  }
}
