import Graphs

/// What training minimizes, and what is measured beside it: a loss for each output of a network,
/// with its weight in the total, and metrics.
package struct Objective: Sendable {
  /// Of one output.
  package struct Output: Sendable {
    package let loss: any Loss
    /// The factor of the loss in the total.
    package let weight: Double
    package let metrics: [any Metric]

    package init(loss: any Loss, weight: Double = 1, metrics: [any Metric] = []) {
      self.loss = loss
      self.weight = weight
      self.metrics = metrics
    }
  }

  /// In the order of the network's outputs.
  package let outputs: [Output]

  package init(_ outputs: [Output]) {
    self.outputs = outputs
  }

  /// One loss for the only output.
  package init(_ loss: any Loss) {
    self.init([Output(loss: loss)])
  }

  /// The names of the numbers of an epoch, as Keras calls them: `loss`; where there are several
  /// outputs, `<output>_loss` of each; then the metrics, `<output>_<metric>` likewise.
  ///
  /// - Parameter names: of the network's outputs
  package func columns(_ names: [String]) -> [String] {
    let single = outputs.count == 1
    return ["loss"] + (single ? [] : names.map { "\($0)_loss" }) + metricColumns(names)
  }

  /// Those of the metrics alone.
  func metricColumns(_ names: [String]) -> [String] {
    let single = outputs.count == 1
    return zip(names, outputs).flatMap { name, output in
      output.metrics.map { metric in
        let title = type(of: metric).title
        return single ? title : "\(name)_\(title)"
      }
    }
  }
}

/// The numbers that a batch's plan gives besides the network's outputs.
struct Measured {
  /// The loss of each output, one float64, not weighted.
  var losses: [Value] = []
  /// Each penalty of the network, one float64, without its factor.
  var penalties: [Value] = []
  /// Two float64 numbers that last for each metric: its sum over rows, and their number.
  var sums: [Value] = []
}

extension Objective {
  /// Appends losses, penalties and metrics to the graph of a network.
  ///
  /// - Parameters:
  ///   - targets: one an output
  ///   - sums: the names under which the sums of metrics last
  func append(
    to graph: inout Graph, of network: Network, targets: [Value], sums: [String]
  ) throws(ShapeError) -> Measured {
    var measured = Measured()
    var names = sums[...]
    for (index, output) in outputs.enumerated() {
      let (given, target) = (network.outputs[index], targets[index])
      graph.origin = .loss(given.name)
      let rows = RowShape(graph.shape(given.value)).rows
      let weights = try given.mask.map { mask throws(ShapeError) in
        try graph.apply(RowWeights(rows: rows, isMean: true), mask, nil)
      }
      let terms = try output.loss.terms(prediction: given.value, target: target, in: &graph)
      let mean = Mean(
        terms.reduction, isMeanOfColumns: terms.isMeanOfColumns, factor: output.weight)
      measured.losses.append(
        try graph.append(mean, [terms.values, terms.subtrahend, weights])[0])
      guard !output.metrics.isEmpty else { continue }
      let counted = try given.mask.map { mask throws(ShapeError) in
        try graph.apply(RowWeights(rows: rows, isMean: false), mask, nil)
      }
      for metric in output.metrics {
        let terms = try metric.terms(prediction: given.value, target: target, in: &graph)
        let sum = graph.persistent(names.removeFirst(), Accumulate.stateType)
        try graph.append(
          Accumulate(terms), [sum, terms.values, terms.subtrahend, counted])
        measured.sums.append(sum)
      }
    }
    graph.origin = nil
    for penalty in network.penalties {
      let sum = Mean(
        penalty.reduction, isMeanOfColumns: false, isMeanOfRows: false, factor: penalty.factor)
      measured.penalties.append(try graph.append(sum, [penalty.value, nil, nil])[0])
    }
    return measured
  }
}
