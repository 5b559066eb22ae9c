package import Documents
import Graphs

/// What all inputs and targets begin with: the arrays by their names, and the parts.
package struct DataStart: Sendable {
  /// A step of the preparation, for people to read.
  package struct Step: Sendable {
    package let name: String
    /// The columns behind it.
    package let columns: [String]
    package let rowCount: Int
    package let learned: DataValue

    init(name: String, _ rows: PreparedRows, learned: DataValue) {
      self.name = name
      columns = rows.columns.map { $0.name }
      rowCount = rows.table.rowCount
      self.learned = learned
    }
  }

  /// The windows that samples were cut out by.
  package struct Windows: Sendable {
    package let window: Window
    /// The first row ahead of each sample.
    package let starts: [Int]
  }

  /// What `from` can name.
  package let named: [(name: String, content: SampleContent)]
  /// The table as the source gives it; nil where it gives samples.
  package let source: Table?
  /// The rows that samples come from; nil where the source gives samples.
  package let rows: PreparedRows?
  package let windows: Windows?
  package let steps: [Step]
  /// The part of each sample; nil where they are divided once their number is known.
  package let parts: [Part]?
  private let pipeline: Pipeline

  /// Samples that a source gives.
  init(arrays: [NamedSamples], _ pipeline: Pipeline) {
    named = arrays.map { ($0.name, .numbers($0.samples)) }
    source = nil
    rows = nil
    windows = nil
    steps = []
    parts = nil
    self.pipeline = pipeline
  }

  /// Rows that are samples themselves.
  init(
    rows: PreparedRows, of source: Table, _ steps: [Step], _ pipeline: Pipeline
  ) throws(DataError) {
    self.source = source
    let table = rows.table
    let numbers = try table.numberColumns(nil)
    let isPlain = table.columns.allSatisfy { $0.kind == .number || $0.kind == .time }
    named = [
      (
        "rows",
        isPlain && !numbers.isEmpty ? .numbers(try table.numbers(at: numbers)) : .table(table)
      )
    ]
    self.rows = rows
    windows = nil
    self.steps = steps
    parts = steps.isEmpty ? nil : rows.parts
    self.pipeline = pipeline
  }

  /// Windows of rows: `input` and `target`.
  init(
    windows window: Window, of rows: PreparedRows, from source: Table, _ steps: [Step],
    _ pipeline: Pipeline
  ) throws(DataError) {
    self.source = source
    let table = rows.table
    for column in table.columns where column.kind == .category || column.kind == .text {
      throw .notNumbers(column.name, column.kind)
    }
    let places = try table.numberColumns(nil)
    guard !places.isEmpty else { throw .noRows }
    for place in places {
      try rows.checkGaps(table.columns[place])
      try table.checkRange(of: place)
    }
    var (starts, parts) = ([Int](), [Part]())
    for part in Part.allCases {
      guard let range = rows.range(of: part) else { continue }
      let found = window.starts(in: range)
      guard !found.isEmpty else {
        let lost = window.reachesBack ? max(0, window.reach - range.lowerBound) : window.reach
        throw .shortPart(part.name, rows: range.count, needed: lost + window.ahead)
      }
      starts += found
      parts += [Part](repeating: part, count: found.count)
    }
    func cut(_ count: Int, _ rows: (Int) -> [Int]) throws(DataError) -> SampleContent {
      let shape = Shape([starts.count, count, places.count])
      guard shape.elementCount <= Samples.limit else { throw .tooMany(limit: Samples.limit) }
      let columns = places.map { table.columns[$0].numbers ?? [] }
      var values: [Float] = []
      var sources: [Int32] = []
      values.reserveCapacity(shape.elementCount)
      sources.reserveCapacity(shape.elementCount)
      for start in starts {
        for row in rows(start) {
          for (place, column) in zip(places, columns) {
            values.append(Float(column[row]))
            sources.append(Int32(row * table.columns.count + place))
          }
        }
      }
      return .numbers(
        Samples(shape, values, places: sources, columns: places.map { table.columns[$0].name }))
    }
    named = [
      ("input", try cut(window.past) { window.pastRows(of: $0) }),
      ("target", try cut(window.ahead) { Array($0..<$0 + window.ahead) }),
    ]
    self.rows = rows
    windows = Windows(window: window, starts: starts)
    self.steps = steps
    self.parts = parts
    self.pipeline = pipeline
  }

  /// The same windows where the first rows are trained on and the others tested, with what steps learn
  /// from the first.
  ///
  /// - Parameter row: the first row that is tested, among the prepared ones
  /// - Precondition: the samples are windows, and no step makes other rows than the source's
  package func relearned(before row: Int) throws(Pipeline.Failure) -> DataStart {
    guard let source, let rows else { preconditionFailure("windows are cut out of rows") }
    // Steps leave out the first rows alone.
    let dropped = source.rowCount - rows.table.rowCount
    return try pipeline.dividing(after: row + dropped).rows(of: .table(source))
  }

  /// What an input or a target begins with.
  ///
  /// - Throws: `unknownName` where several arrays have other names
  package func content(isTarget: Bool) throws(DataError) -> SampleContent {
    if named.count == 1 { return named[0].content }
    let wanted = isTarget ? ["target", "y"] : ["input", "x"]
    guard let one = named.first(where: { wanted.contains($0.name) }) else {
      throw .unknownName(isTarget ? "y" : "x", known: named.map { $0.name })
    }
    return one.content
  }

  /// The samples of an input or a target.
  ///
  /// - Throws: a `DataError` with the step that it is of, from zero; nil: what the steps begin with or
  ///   end in
  package func samples(
    _ transformations: Transformations, isTarget: Bool
  ) throws(StepFailure) -> ShapedSamples {
    let (pipeline, parts, count) = (pipeline, parts, named[0].content.count)
    var context = SampleContext(named: named) { () throws(DataError) in
      let parts = if let parts { parts } else { try pipeline.parts(of: count) }
      return parts.map { $0 == .train }
    }
    var learned: [ShapedSamples.Learned] = []
    var step: Int?
    do throws(DataError) {
      var content = try content(isTarget: isTarget)
      for (index, choice) in transformations.steps.enumerated() {
        step = index
        content = try choice.value.apply(to: content, &context)
        if let value = context.learned {
          learned.append(ShapedSamples.Learned(step: choice.name, value: value))
          context.learned = nil
        }
      }
      step = nil
      let samples = try content.numbers(for: isTarget ? "target" : "input")
      guard samples.lengths == nil else { throw .unpadded }
      return ShapedSamples(samples: samples, learned: learned, hasLearned: context.hasLearned)
    } catch {
      throw StepFailure(error: error, step: step)
    }
  }

  /// The parts of the samples.
  ///
  /// - Parameter isTied: whether something was learned from the training part of what the samples were
  ///   made of
  /// - Throws: `split`; `reshapedRows` where samples are no longer what was divided
  package func parts(of count: Int, isTied: Bool) throws(DataError) -> SampleParts {
    let labels: [Part]
    if let parts, parts.count == count {
      labels = parts
    } else {
      let begun = parts?.count ?? named[0].content.count
      if isTied || parts != nil, begun != count, pipeline.split != nil {
        throw .reshapedRows(rows: begun, samples: count)
      }
      labels = try pipeline.parts(of: count)
    }
    func samples(_ part: Part) -> [Int] { labels.indices.filter { labels[$0] == part } }
    return SampleParts(
      training: samples(.train), validation: samples(.validation), test: samples(.test))
  }
}

/// What is wrong with an input or a target, and at which of its steps.
package struct StepFailure: Error {
  package let error: DataError
  package let step: Int?
}

/// The samples of an input or a target, and what was learned on the way.
package struct ShapedSamples: Sendable {
  /// What a transformation learned, for people to read.
  package struct Learned: Sendable {
    package let step: String
    package let value: DataValue
  }

  package let samples: Samples
  package let learned: [Learned]
  package let hasLearned: Bool
}
