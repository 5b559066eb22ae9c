package import Graphs

/// The inputs that a layer takes: how many, and of which axes.
package struct InputPattern: Sendable, Hashable {
  /// How many layers it reads.
  package enum Count: Sendable, Hashable {
    case one
    /// Two or more.
    case several
  }

  /// One axis, or a stretch of them.
  package enum Axis: Sendable, Hashable {
    case samples, steps, features
    /// Any number of axes, none included.
    case others

    fileprivate var text: String {
      switch self {
      case .samples: "samples"
      case .steps: "time steps"
      case .features: "features"
      case .others: "…"
      }
    }
  }

  package let count: Count
  package let axes: [Axis]

  package init(_ count: Count, _ axes: [Axis]) {
    self.count = count
    self.axes = axes
  }

  /// [samples, …]
  package static let any = InputPattern(.one, [.samples, .others])
  /// [samples, …, features]
  package static let features = InputPattern(.one, [.samples, .others, .features])
  /// [samples, time steps, features]
  package static let sequence = InputPattern(.one, [.samples, .steps, .features])
  /// [samples, time steps, …, features]
  package static let steps = InputPattern(.one, [.samples, .steps, .others, .features])
  /// Two inputs or more of [samples, …].
  package static let several = InputPattern(.several, [.samples, .others])

  /// Whether it runs over time steps.
  package var hasSteps: Bool { axes.contains(.steps) }

  package func accepts(_ shape: Shape) -> Bool {
    let fixed = axes.count(where: { $0 != .others })
    return axes.contains(.others) ? shape.rank >= fixed : shape.rank == fixed
  }

  /// As messages name it: `[samples, time steps, features]`, its plainest form where axes between two
  /// others may be left out.
  package var text: String {
    let plain = axes.last == .others ? axes : axes.filter { $0 != .others }
    return "[" + plain.map { $0.text }.joined(separator: ", ") + "]"
  }
}
