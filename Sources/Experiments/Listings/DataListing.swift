import Datasets
package import Documents
import Graphs
import Training

/// The stages of an experiment's data, for `show data`.
package struct DataListing {
  let experiment: CheckedExperiment
  var samples: ExperimentData { experiment.samples }
  var section: DataSection { experiment.experiment.data }

  package init(_ experiment: CheckedExperiment) {
    self.experiment = experiment
  }

  /// One input or target.
  struct Shaped {
    /// `input`, or `input a` where there are several.
    let title: String
    let name: String?
    let shaped: ShapedSamples
  }

  func all(isTarget: Bool) -> [Shaped] {
    let kind = isTarget ? "target" : "input"
    let named = isTarget ? section.allTargets : section.allInputs
    let shaped = isTarget ? samples.targets ?? [] : samples.inputs
    return zip(named, shaped).map { one, shaped in
      Shaped(title: kind + (one.name.map { " \($0)" } ?? ""), name: one.name, shaped: shaped)
    }
  }

  // MARK: JSON

  /// As data, for programs.
  package var value: DataValue {
    var members: [DataValue.Member] = [.init("source", source)]
    if let rows = samples.start.rows {
      members.append(
        .init(
          "rows",
          .mapping(
            Part.allCases.compactMap { part in
              let count = rows.parts.count { $0 == part }
              return count == 0 ? nil : .init(part.name, .integer(count))
            })))
    }
    members.append(
      .init(
        "prepare",
        .list(
          samples.start.steps.map { step in
            .mapping([
              .init("step", .string(step.name)), .init("learned", step.learned),
              .init("columns", .list(step.columns.map { .string($0) })),
              .init("rows", .integer(step.rowCount)),
            ])
          })))
    if let window = samples.start.windows?.window {
      members.append(.init("window", window.encoded))
    }
    for (isTarget, kind) in [(false, "input"), (true, "target")] {
      members.append(.init(kind, named(isTarget) { Self.description(of: $0) }))
    }
    members.append(
      .init(
        "parts",
        .mapping(
          Part.allCases.compactMap { part in
            let all = experiment.parts.samples(of: part)
            guard let first = all.first, let last = all.last else { return nil }
            return .init(
              part.name,
              .mapping([
                .init("samples", .integer(all.count)), .init("first", sample(first)),
                .init("last", sample(last)),
              ]))
          })))
    return .mapping(members)
  }

  private var source: DataValue {
    var members: [DataValue.Member] = [.init("kind", .string(section.source.name))]
    if let table = samples.start.source {
      members.append(.init("rows", .integer(table.rowCount)))
      members.append(
        .init(
          "columns",
          .list(
            table.columns.map {
              .mapping([
                .init("name", .string($0.name)), .init("type", .string($0.kind.rawValue)),
              ])
            })))
    } else {
      members.append(
        .init(
          "arrays",
          .mapping(
            samples.start.named.compactMap { name, content in
              guard case .numbers(let samples) = content else { return nil }
              return .init(name, .list(samples.shape.dimensions.map { .integer($0) }))
            })))
    }
    return .mapping(members)
  }

  /// Of one input or target, or of several by name.
  private func named(_ isTarget: Bool, _ value: (Shaped) -> DataValue) -> DataValue {
    let all = all(isTarget: isTarget)
    if all.count == 1, all[0].name == nil { return value(all[0]) }
    return .mapping(all.map { .init($0.name ?? "", value($0)) })
  }

  private static func description(of one: Shaped) -> DataValue {
    let samples = one.shaped.samples
    var members: [DataValue.Member] = [
      .init("shape", .list([.null] + samples.shape.dimensions.dropFirst().map { .integer($0) }))
    ]
    if let columns = samples.columns {
      members.append(.init("features", .list(columns.map { .string($0) })))
    }
    for learned in one.shaped.learned {
      members.append(.init("learned", .mapping([.init(learned.step, learned.value)])))
    }
    return .mapping(members)
  }

  private func sample(_ index: Int) -> DataValue {
    var members: [DataValue.Member] = []
    if let windows = samples.start.windows {
      let start = windows.starts[index]
      let past = windows.window.pastRows(of: start)
      members.append(
        .init(
          "rows",
          .mapping([
            .init("past", .list([past[0], past[past.count - 1]].map { .integer($0) })),
            .init(
              "ahead", .list([start, start + windows.window.ahead - 1].map { .integer($0) })),
          ])))
    }
    for (isTarget, kind) in [(false, "input"), (true, "target")] {
      members.append(
        .init(
          kind,
          named(isTarget) { one in
            let samples = one.shaped.samples
            let range = samples.ranges[index]
            return Self.nested(samples.values[range].map { .float($0) }, samples.shape)
          }))
    }
    if let rows = samples.start.rows {
      let originals = [(false, "input"), (true, "target")].map { isTarget, kind in
        DataValue.Member(
          kind,
          named(isTarget) { one in
            let samples = one.shaped.samples
            return Self.nested(
              rows.originals(of: samples, in: samples.ranges[index]).map { .double($0) },
              samples.shape)
          })
      }
      members.append(.init("original", .mapping(originals)))
    }
    return .mapping(members)
  }

  /// The values of one sample as lists inside one another.
  private static func nested(_ values: [DataValue], _ shape: Shape) -> DataValue {
    var lists = values
    for size in shape.dimensions.dropFirst().reversed() where size > 0 {
      lists = stride(from: 0, to: lists.count, by: size).map { .list(Array(lists[$0..<$0 + size])) }
    }
    return lists.first ?? .list([])
  }
}
