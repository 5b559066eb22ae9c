import Engine
import Foundation
import Graphs

/// A graph's forward pass in float64, in plain loops over the operations' definitions and with the
/// C library's functions: nothing of the engine takes part.
struct Float64Evaluation {
  private var values: [Value: [Double]]
  private let graph: Graph
  /// How near to zero the argument of a Relu came, where its derivative jumps.
  private(set) var nearestKink = Double.infinity

  /// - Parameter moving: Adds a distance to one element of a value, given or computed.
  init(
    _ graph: Graph, given: [Value: [Double]],
    moving: (value: Value, index: Int, distance: Double)? = nil
  ) {
    self.graph = graph
    values = given
    if let moving { values[moving.value]?[moving.index] += moving.distance }
    for node in graph.nodes {
      let inputs = node.inputs.map { $0.map { self[$0] } }
      for (output, result) in zip(node.outputs, evaluate(node, inputs)) {
        values[output] = result
        if let moving, moving.value == output { values[output]?[moving.index] += moving.distance }
      }
    }
  }

  subscript(value: Value) -> [Double] {
    guard let result = values[value] else { preconditionFailure("\(value) has not been given") }
    return result
  }

  private mutating func evaluate(_ node: GraphNode, _ inputs: [[Double]?]) -> [[Double]] {
    func operand(_ index: Int) -> [Double] { inputs[index] ?? [] }
    switch node.operation {
    case let gemm as Gemm: return [product(gemm, node, inputs)]
    case let activation as Activation:
      if activation.function == .relu {
        nearestKink = operand(0).reduce(nearestKink) { min($0, abs($1)) }
      }
      return [operand(0).map { Self.apply(activation.function, $0) }]
    case is Add: return [zip(operand(0), operand(1)).map { $0 + $1 }]
    case is Mul: return [zip(operand(0), operand(1)).map { $0 * $1 }]
    case is MultiplyAdd:
      return [operand(0).indices.map { operand(0)[$0] * operand(1)[$0] + operand(2)[$0] }]
    case is Reshape: return [operand(0)]
    case is Select:
      let count = graph.shape(node.outputs[0]).elementCount
      let inner = count / operand(0).count
      let (yes, no) = (inputs[1], inputs[2])
      return [
        (0..<count).map { (operand(0)[$0 / inner] == 0 ? no?[$0] : yes?[$0]) ?? 0 }
      ]
    case let differs as Differs:
      let columns = operand(0).count / graph.shape(node.outputs[0]).elementCount
      return [
        (0..<operand(0).count / columns).map { row in
          operand(0)[row * columns..<(row + 1) * columns]
            .contains { $0 != Double(differs.value) } ? 1 : 0
        }
      ]
    case let evaluate as Evaluate:
      let result = graph.shape(node.outputs[0])
      return [
        Float64Expression.values(
          of: evaluate.expression, over: result,
          node.inputs.map { graph.shape($0 ?? node.outputs[0]) },
          inputs.map { $0 ?? [] }, kink: &nearestKink)
      ]
    case is Softmax: return [rows(node) { Self.softmax($0) }]
    case is LogSoftmax: return [rows(node) { Self.softmax($0).map { Foundation.log($0) } }]
    case is Normalize: return [rows(node) { x in x.map { $0 / x.reduce(0, +) } }]
    case let oneHot as OneHot:
      return [
        operand(0).flatMap { label in (0..<oneHot.classes).map { Double($0) == label ? 1 : 0 } }
      ]
    case is Cast: return [operand(0)]
    case is Repeat:
      let row = operand(0).count / graph.batch
      let steps = graph.shape(node.outputs[0])[1]
      return [
        (0..<graph.batch * steps).flatMap { operand(0)[($0 / steps * row)...].prefix(row) }
      ]
    case is Gather:
      let columns = graph.shape(node.input(0))[1]
      return [operand(1).flatMap { operand(0)[(Int($0) * columns)...].prefix(columns) }]
    case let mask as DropoutMask:
      return [Self.dropout(mask, seed: operand(0), step: operand(1))]
    case is RowWeights:
      let isMean = (node.operation as? RowWeights)?.isMean == true
      let mask = inputs[0] ?? inputs[1] ?? []
      let count = mask.count { $0 != 0 }
      return [mask.map { $0 == 0 ? 0 : isMean ? 1 / Double(count) : 1 }]
    case is Moments: return moments(node, operand(0), inputs[1])
    case let unfold as Unfold: return [self.unfold(unfold, node, operand(0))]
    case let scan as Scan: return self.scan(scan, inputs)
    case is Reverse: return [reversed(graph.shape(node.input(0)).dimensions, operand(0))]
    case is Flush: return [operand(0).map { abs($0) < 0x1p-63 ? 0 : $0 }]
    case let split as Split: return self.split(split, node, operand(0))
    case let concat as Concat: return [self.concat(concat, node, inputs.map { $0 ?? [] })]
    case is LSTMForward: return lstm(node, inputs)
    case let mean as Mean where mean.reduction == .square:
      let squares = zip(operand(0), operand(1)).map { ($0 - $1) * ($0 - $1) }
      return [[squares.reduce(0, +) / Double(squares.count)]]
    default: preconditionFailure("\(node.operation.name) has no reference")
    }
  }

  private static func apply(_ function: Activation.Function, _ x: Double) -> Double {
    switch function {
    case .sigmoid: 1 / (1 + exp(-x))
    case .tanh: tanh(x)
    case .relu: max(x, 0)
    }
  }

  private func product(_ gemm: Gemm, _ node: GraphNode, _ inputs: [[Double]?]) -> [Double] {
    let (a, b) = (inputs[0] ?? [], inputs[1] ?? [])
    let (left, right) = (graph.shape(node.input(0)), graph.shape(node.input(1)))
    let (m, k) = gemm.transposeA ? (left[1], left[0]) : (left[0], left[1])
    let n = gemm.transposeB ? right[0] : right[1]
    let initial = inputs.count > 2 ? inputs[2] : nil
    var result: [Double] = []
    for row in 0..<m {
      for column in 0..<n {
        var sum = initial.map { $0.count == n && m > 1 ? $0[column] : $0[row * n + column] } ?? 0
        for inner in 0..<k {
          sum +=
            a[gemm.transposeA ? inner * m + row : row * k + inner]
            * b[gemm.transposeB ? column * k + inner : inner * n + column]
        }
        result.append(sum)
      }
    }
    return result
  }

  private func split(_ split: Split, _ node: GraphNode, _ x: [Double]) -> [[Double]] {
    let shape = graph.shape(node.input(0)).dimensions
    let slice = shape[(split.axis + 1)...].reduce(1, *)
    let row = shape[split.axis] * slice
    var from = 0
    return split.sizes.map { size in
      defer { from += size * slice }
      return stride(from: from, to: x.count, by: row).flatMap { x[$0..<$0 + size * slice] }
    }
  }

  /// Random words of the seed's and the name's stream, four a block; a block's number is the place
  /// below the step.
  private static func dropout(
    _ mask: DropoutMask, seed: [Double], step: [Double]
  ) -> [Double] {
    let words = (seed + step).map { UInt64(Float($0).bitPattern) }
    let philox = Philox(seed: words[1] << 32 | words[0], stream: mask.title)
    return (0..<mask.shape.elementCount).map { index in
      let block = philox.block(words[2] << 32 | UInt64(index / 4))
      let uniform = Double(block[index % 4] >> 8) * 0x1p-24
      return uniform < mask.rate ? 0 : 1 / (1 - mask.rate)
    }
  }

  private func moments(_ node: GraphNode, _ x: [Double], _ weights: [Double]?) -> [[Double]] {
    let columns = graph.shape(node.outputs[0])[0]
    let rows = (0..<x.count / columns).filter { weights?[$0] != 0 }
    let count = Double(rows.count) + (weights == nil ? 0 : 1e-7)
    let means = (0..<columns).map { column in
      rows.reduce(0) { $0 + x[$1 * columns + column] } / count
    }
    let variances = (0..<columns).map { column in
      rows.reduce(0) { sum, row in
        let d = x[row * columns + column] - means[column]
        return sum + d * d
      } / count
    }
    return [means, variances]
  }

  private func unfold(_ unfold: Unfold, _ node: GraphNode, _ x: [Double]) -> [Double] {
    let (shape, windows) = (graph.shape(node.input(0)), unfold.windows)
    var result: [Double] = []
    for sample in 0..<shape[0] {
      for window in 0..<windows.count {
        for place in 0..<windows.size {
          let step = window * windows.stride + place * windows.dilation - windows.before
          for column in 0..<shape[2] {
            let isInside = (0..<shape[1]).contains(step)
            result.append(isInside ? x[(sample * shape[1] + step) * shape[2] + column] : 0)
          }
        }
      }
    }
    return result
  }

  /// A function of each row along the last axis.
  private func rows(_ node: GraphNode, _ function: ([Double]) -> [Double]) -> [Double] {
    let x = self[node.input(0)]
    let columns = graph.shape(node.input(0)).dimensions.last ?? 1
    return stride(from: 0, to: x.count, by: columns).flatMap {
      function(Array(x[$0..<$0 + columns]))
    }
  }

  private static func softmax(_ x: [Double]) -> [Double] {
    let powers = x.map { exp($0 - (x.max() ?? 0)) }
    return powers.map { $0 / powers.reduce(0, +) }
  }

  private mutating func scan(_ scan: Scan, _ inputs: [[Double]?]) -> [[Double]] {
    let body = scan.body
    let batch = graph.batch
    var states = body.states.indices.map { index in
      inputs[body.sequences.count + index]
        ?? [Double](repeating: 0, count: body.graph.shape(body.states[index]).elementCount)
    }
    var outputs = body.outputs.map {
      [Double](
        repeating: 0, count: body.graph.shape($0).elementCount * scan.steps)
    }
    for step in 0..<scan.steps {
      var given: [Value: [Double]] = [:]
      for (index, value) in body.sequences.enumerated() {
        let whole = inputs[index] ?? []
        let row = whole.count / batch / scan.steps
        given[value] = (0..<batch).flatMap { sample in
          whole[((sample * scan.steps + step) * row)...].prefix(row)
        }
      }
      for (value, state) in zip(body.states, states) { given[value] = state }
      for (index, value) in body.constants.enumerated() {
        given[value] = inputs[body.sequences.count + body.states.count + index]
      }
      let result = Float64Evaluation(body.graph, given: given)
      nearestKink = min(nearestKink, result.nearestKink)
      for (index, value) in body.outputs.enumerated() {
        let row = result[value].count / batch
        for (place, number) in result[value].enumerated() {
          outputs[index][(place / row * scan.steps + step) * row + place % row] = number
        }
      }
      states = body.nextStates.map { result[$0] }
    }
    return outputs + states
  }

  private func reversed(_ shape: [Int], _ x: [Double]) -> [Double] {
    let row = shape[2...].reduce(1, *)
    return (0..<shape[0]).flatMap { sample in
      (0..<shape[1]).reversed().flatMap { step in
        let first = (sample * shape[1] + step) * row
        return x[first..<first + row]
      }
    }
  }

  private func concat(_ concat: Concat, _ node: GraphNode, _ parts: [[Double]]) -> [Double] {
    let rows = graph.shape(node.outputs[0]).dimensions[..<concat.axis].reduce(1, *)
    return (0..<rows).flatMap { row in
      parts.flatMap { part in
        let size = part.count / rows
        return part[row * size..<(row + 1) * size]
      }
    }
  }

  /// Hochreiter & Schmidhuber with forget gate, gates in the order i, f, c, o.
  private func lstm(_ node: GraphNode, _ inputs: [[Double]?]) -> [[Double]] {
    let shape = graph.shape(node.input(0))
    let (batch, steps, features) = (shape[0], shape[1], shape[2])
    let units = graph.shape(node.input(2))[0]
    let (x, kernel, recurrent) = (inputs[0] ?? [], inputs[1] ?? [], inputs[2] ?? [])
    func sigmoid(_ z: Double) -> Double { 1 / (1 + exp(-z)) }
    var (hidden, gates, cells) = ([Double](), [Double](), [Double]())
    var (lastHidden, lastCell) = ([Double](), [Double]())
    for sample in 0..<batch {
      let range = sample * units..<(sample + 1) * units
      var h = inputs[4].map { Array($0[range]) } ?? [Double](repeating: 0, count: units)
      var c = inputs[5].map { Array($0[range]) } ?? [Double](repeating: 0, count: units)
      for step in 0..<steps {
        let isMasked = inputs.count > 6 && inputs[6]?[sample * steps + step] == 0
        var z = inputs[3] ?? [Double](repeating: 0, count: 4 * units)
        for gate in 0..<4 * units {
          for feature in 0..<features {
            z[gate] +=
              x[(sample * steps + step) * features + feature] * kernel[feature * 4 * units + gate]
          }
          for unit in 0..<units { z[gate] += h[unit] * recurrent[unit * 4 * units + gate] }
        }
        for gate in z.indices { z[gate] = gate / units == 2 ? tanh(z[gate]) : sigmoid(z[gate]) }
        for unit in 0..<units where !isMasked {
          c[unit] = z[units + unit] * c[unit] + z[unit] * z[2 * units + unit]
          h[unit] = z[3 * units + unit] * tanh(c[unit])
        }
        gates += z
        cells += c
        hidden += h
      }
      lastHidden += h
      lastCell += c
    }
    return [hidden, lastHidden, lastCell, gates, cells, cells.map { tanh($0) }]
  }
}
