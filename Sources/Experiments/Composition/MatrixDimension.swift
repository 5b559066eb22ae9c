import Schemas
import YAML

/// Keys of a matrix whose values change together: one alone, or those of a `zip`.
struct MatrixDimension: Sendable {
  let axes: [MatrixAxis]
  /// How many values each of them has.
  let count: Int

  /// One key alone.
  ///
  /// - Precondition: it has no more values than a matrix may have points
  init(_ axis: MatrixAxis) {
    axes = [axis]
    count = Int(axis.count)
  }

  /// The dimensions of a `zip`: a mapping of lists of equal length, or a list of such mappings.
  static func zipped(
    _ entry: Node.Entry, _ decoder: inout Decoder
  ) throws(CompositionProblem) -> [MatrixDimension] {
    let groups: [Node]
    if case .sequence(let items) = entry.value.content {
      groups = items
    } else {
      groups = [entry.value]
    }
    var dimensions: [MatrixDimension] = []
    for group in groups {
      guard case .mapping(let entries) = group.content, entries.count > 1 else {
        throw CompositionProblem(.zipForm, at: group.range)
      }
      var axes: [MatrixAxis] = []
      for entry in entries {
        let axis = try MatrixAxis(entry, mayRepeat: true, &decoder)
        if let first = axes.first, first.count != axis.count {
          throw CompositionProblem(
            .unequalZip(
              name: axis.name, count: Double.spell(axis.count), other: first.name,
              otherCount: Double.spell(first.count)), at: entry.value.range,
            related: first.keyRange)
        }
        axes.append(axis)
      }
      try Matrix.checkCount(axes[0].count, at: group.range)
      dimensions.append(MatrixDimension(axes: axes))
    }
    return dimensions
  }

  private init(axes: [MatrixAxis]) {
    self.axes = axes
    count = Int(axes[0].count)
  }

  /// The settings at a place.
  func settings(_ index: Int) -> [MatrixPoint.Setting] {
    axes.map { $0.setting(index) }
  }

  /// The places at which its keys have the values that settings ask for; nil where any will do.
  func places(_ settings: [MatrixPoint.Setting], ignoresCase: Bool) -> [Int]? {
    var places: [Int]?
    for axis in axes {
      guard let setting = settings.first(where: { $0.name == axis.name }) else { continue }
      let found = axis.indices(of: setting.value, ignoresCase: ignoresCase)
      places = places.map { known in known.filter { found.contains($0) } } ?? found
    }
    return places
  }
}
