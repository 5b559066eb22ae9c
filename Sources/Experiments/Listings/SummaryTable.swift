import Documents
import Graphs
package import Layers

/// The table of layers that Keras users know: type, output shape, parameters, totals.
package enum SummaryTable {
  /// The table, each line ended by a line feed.
  package static func text(name: String, model: Model) -> String {
    let rows = model.layers.map { record in
      [
        "\(record.name) (\(type(of: record)))", ExperimentProblem.open(record.outputShape),
        String(record.parameterCount),
      ]
    }
    let table = TextTable(
      [.left("Layer (type)"), .left("Output shape"), .right("Parameters")], rows: rows)
    let total = model.network.graph.parameterCount
    let nonTrainable = model.layers.reduce(0) { $0 + $1.nonTrainableCount }
    return "Model: \"\(name)\"\n"
      + table.text(.boxed)
      + "Total parameters: \(total) (\(ByteCount.text(Double(total) * 4)))\n"
      + "Trainable parameters: \(total - nonTrainable)\n"
      + "Non-trainable parameters: \(nonTrainable)\n"
      + "Counted as Keras does: one bias a gate.\n"
  }

  /// A wrapper's type with what it wraps, several copies once: `TimeDistributed of Dense`.
  private static func type(of record: LayerRecord) -> String {
    var wrapped: [String] = []
    for type in record.wrapped.map({ type(of: $0) }) where !wrapped.contains(type) {
      wrapped.append(type)
    }
    return ([record.type] + wrapped).joined(separator: " of ")
  }
}
