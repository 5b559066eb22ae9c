package import Files
import Schemas

/// The way from a source to what transformations begin with: split, preparation, windows.
package struct Pipeline: Sendable {
  package let source: any DataSource
  /// Whether each epoch draws its own samples.
  package let drawsEachEpoch: Bool
  package let split: DataSplit?
  package let preparations: [any Preparation]
  package let window: Window?
  package let seed: UInt64

  package init(
    source: any DataSource, drawsEachEpoch: Bool = false, split: DataSplit? = nil,
    preparations: [any Preparation] = [], window: Window? = nil, seed: UInt64
  ) {
    self.source = source
    self.drawsEachEpoch = drawsEachEpoch
    self.split = split
    self.preparations = preparations
    self.window = window
    self.seed = seed
  }

  /// Where something is wrong.
  package enum Stage: Sendable, Hashable {
    case source, draw, split, window
    /// The steps of `prepare` from zero.
    case prepare(Int)
  }

  /// What is wrong, and where.
  package struct Failure: Error {
    package let error: DataError
    package let stage: Stage

    package init(error: DataError, stage: Stage) {
      self.error = error
      self.stage = stage
    }
  }

  /// Loads the data and goes as far as all inputs and targets have in common.
  ///
  /// - Parameters:
  ///   - open: opens a file that the experiment names
  ///   - epoch: whose draw it is, from one; the first is that of all data that are drawn once
  package func start(
    epoch: Int = 1, open: @escaping @Sendable (String) throws(FileProblem) -> RegularFile
  ) throws(Failure) -> DataStart {
    if drawsEachEpoch {
      guard source.isDrawn else { throw Failure(error: .notDrawn, stage: .draw) }
      guard window == nil, preparations.isEmpty else {
        throw Failure(error: .drawnRows, stage: .draw)
      }
    }
    let context = SourceContext(
      seed: seed, stream: epoch == 1 ? "data" : "data of epoch \(epoch)", open: open)
    let data = try at(.source) { () throws(DataError) in try source.load(context) }
    if case .arrays(let arrays) = data {
      guard window == nil, preparations.isEmpty else {
        throw Failure(error: .notRows, stage: window == nil ? .prepare(0) : .window)
      }
      return DataStart(arrays: arrays, self)
    }
    if case .series(let numbers) = data,
      let row = numbers.firstIndex(where: {
        !($0.magnitude <= Double(Float.greatestFiniteMagnitude))
      })
    {
      throw Failure(error: .notFinite(column: "value", .row(row)), stage: .source)
    }
    if window == nil, preparations.isEmpty, case .series(let numbers) = data {
      if drawsEachEpoch { throw Failure(error: .drawnRows, stage: .draw) }
      let samples = Samples([numbers.count], numbers.map { Float($0) })
      return DataStart(arrays: [NamedSamples("rows", samples)], self)
    }
    return try rows(of: data)
  }

  /// The same, with the first rows to train on and the others to test with.
  func dividing(after count: Int) -> Pipeline {
    Pipeline(
      source: source, drawsEachEpoch: drawsEachEpoch, split: DataSplit(training: count),
      preparations: preparations, window: window, seed: seed)
  }

  /// Divides, prepares and cuts rows.
  func rows(of data: SourceData) throws(Failure) -> DataStart {
    var table: Table
    switch data {
    case .series(let numbers): table = Table([Column("value", .numbers(numbers))])
    case .table(let given): table = given
    case .arrays: preconditionFailure("samples are no rows")
    }
    let filling = (source as? CSVSource)?.missing.fill ?? .error
    if filling == .drop {
      let kept = (0..<table.rowCount).filter { row in !table.columns.contains { $0.isGap(row) } }
      guard !kept.isEmpty else { throw Failure(error: .noRows, stage: .source) }
      if kept.count < table.rowCount { table = table.rows(kept) }
    }
    if window != nil, split?.shuffles == true {
      throw Failure(error: .shuffledWindows, stage: .split)
    }
    let parts = try at(.split) { [table] () throws(DataError) in try self.parts(of: table.rowCount)
    }
    var rows = PreparedRows(table, parts: parts)
    var steps: [DataStart.Step] = []
    if filling != .error, filling != .drop {
      let counts = try at(.source) { () throws(DataError) in try Fill.fill(&rows, nil, filling) }
      steps.append(DataStart.Step(name: MissingValues.title, rows, learned: counts))
    }
    for (index, step) in preparations.enumerated() {
      let learned = try at(.prepare(index)) { () throws(DataError) in try step.prepare(&rows) }
      steps.append(DataStart.Step(name: type(of: step).title, rows, learned: learned))
    }
    guard let window else {
      return try at(.source) { [table] () throws(DataError) in
        try DataStart(rows: rows, of: table, steps, self)
      }
    }
    try checkOrder(of: rows.table)
    return try at(.window) { [table] () throws(DataError) in
      try DataStart(windows: window, of: rows, from: table, steps, self)
    }
  }

  /// Times of rows that windows are cut out of rise.
  private func checkOrder(of table: Table) throws(Failure) {
    for column in table.columns {
      guard case .times(let times) = column.values else { continue }
      for row in times.indices.dropFirst() {
        guard let time = times[row], let before = times[row - 1], time <= before else { continue }
        throw Failure(
          error: .timeOrder(table.place(ofRow: row), time: time.text, before: before.text),
          stage: .source)
      }
    }
  }

  /// The part of each of some rows or samples.
  package func parts(of count: Int) throws(DataError) -> [Part] {
    guard let split else { return [Part](repeating: .train, count: count) }
    do throws(SplitProblem) {
      let samples = try split.parts(of: count, seed: seed)
      var parts = [Part](repeating: .train, count: count)
      for row in samples.validation { parts[row] = .validation }
      for row in samples.test { parts[row] = .test }
      return parts
    } catch {
      throw .split(error)
    }
  }

  private func at<Result>(
    _ stage: Stage, _ body: () throws(DataError) -> Result
  ) throws(Failure) -> Result {
    do throws(DataError) { return try body() } catch { throw Failure(error: error, stage: stage) }
  }
}
