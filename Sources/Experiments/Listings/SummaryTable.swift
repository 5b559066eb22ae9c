import Documents
import Graphs
package import Layers

/// The table of layers that Keras users know: type, output shape, parameters, totals.
package enum SummaryTable {
  /// The table, each line ended by a line feed.
  package static func text(name: String, model: Model) -> String {
    let header = ["Layer (type)", "Output shape", "Parameters"]
    let rows = model.layers.map { record in
      [
        "\(record.name) (\(type(of: record)))", ExperimentProblem.open(record.outputShape),
        String(record.parameterCount),
      ]
    }
    let widths = header.indices.map { column in
      ([header] + rows).map { $0[column].count }.max() ?? 0
    }
    func rule(_ left: String, _ middle: String, _ right: String, _ line: Character) -> String {
      let parts = widths.map { String(repeating: line, count: $0 + 2) }
      return left + parts.joined(separator: middle) + right + "\n"
    }
    func row(_ cells: [String], _ bar: String) -> String {
      let padded = cells.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - cells[column].count)
        return column == cells.count - 1 ? space + cells[column] : cells[column] + space
      }
      return "\(bar) " + padded.joined(separator: " \(bar) ") + " \(bar)\n"
    }
    let total = model.network.graph.parameterCount
    return "Model: \"\(name)\"\n"
      + rule("┏", "┳", "┓", "━") + row(header, "┃") + rule("┡", "╇", "┩", "━")
      + rows.map { row($0, "│") }.joined(separator: rule("├", "┼", "┤", "─"))
      + rule("└", "┴", "┘", "─")
      + "Total parameters: \(total) (\(ByteCount.text(Double(total) * 4)))\n"
      + "Trainable parameters: \(total)\nNon-trainable parameters: 0\n"
      + "Counted as Keras does: one bias a gate.\n"
  }

  /// A wrapper's type with what it wraps: `TimeDistributed of Dense`.
  private static func type(of record: LayerRecord) -> String {
    record.wrapped.reduce(record.type) { $0 + " of " + type(of: $1) }
  }
}
