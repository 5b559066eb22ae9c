package import Documents
package import Schemas
package import YAML

/// A step on the way to samples. A new one is one file and one line in `AllTransformations`.
package protocol Transformation: Configurable {
  /// The data transformed.
  ///
  /// - Parameter context: the other arrays, and which samples are trained on
  func apply(
    to content: SampleContent, _ context: inout SampleContext
  ) throws(DataError) -> SampleContent
}

/// A transformation of numbers alone.
package protocol NumberTransformation: Transformation {
  func apply(
    to samples: Samples, _ context: inout SampleContext
  ) throws(DataError) -> Samples
}

extension NumberTransformation {
  package func apply(
    to content: SampleContent, _ context: inout SampleContext
  ) throws(DataError) -> SampleContent {
    .numbers(try apply(to: try content.numbers(for: Self.title), &context))
  }
}

/// What transformations begin with.
package enum SampleContent: Sendable {
  case numbers(Samples)
  /// Rows that are samples, with columns that are no numbers.
  case table(Table)

  /// How many samples or rows.
  package var count: Int {
    switch self {
    case .numbers(let samples): samples.count
    case .table(let table): table.rowCount
    }
  }

  /// How many values.
  package var elementCount: Int {
    switch self {
    case .numbers(let samples): samples.values.count
    case .table(let table): table.rowCount * table.columns.count
    }
  }

  /// - Parameter step: what takes them, for the message
  /// - Throws: `table`
  package func numbers(for step: String) throws(DataError) -> Samples {
    switch self {
    case .numbers(let samples): return samples
    case .table(let table):
      throw .table(
        step: step, columns: table.columns.filter { $0.kind != .number }.map { $0.name })
    }
  }

  /// - Throws: `noColumns`
  func table(for step: String) throws(DataError) -> Table {
    guard case .table(let table) = self else { throw .noColumns(step: step) }
    return table
  }
}

/// What a transformation knows beside the data that it is given.
package struct SampleContext: Sendable {
  /// What `from` can name.
  package let named: [(name: String, content: SampleContent)]
  /// Whether each sample is trained on; asked for where something is learned.
  private let isTrained: @Sendable () throws(DataError) -> [Bool]
  /// Whether something was learned, which ties the samples to the rows.
  package private(set) var hasLearned = false
  /// What was learned by the last step, for people to read.
  package var learned: DataValue?

  package init(
    named: [(name: String, content: SampleContent)],
    isTrained: @escaping @Sendable () throws(DataError) -> [Bool]
  ) {
    self.named = named
    self.isTrained = isTrained
  }

  /// The places of the samples that are trained on, out of `count`.
  mutating func training(count: Int) throws(DataError) -> [Int] {
    hasLearned = true
    let isTrained = try isTrained()
    guard isTrained.count == count else {
      throw .reshapedRows(rows: isTrained.count, samples: count)
    }
    return isTrained.indices.filter { isTrained[$0] }
  }

  func content(_ name: String) throws(DataError) -> SampleContent {
    guard let one = named.first(where: { $0.name == name }) else {
      throw .unknownName(name, known: named.map { $0.name })
    }
    return one.content
  }
}

/// The transformations that a file can name.
package enum AllTransformations: Catalogue {
  package static let kind = "transformation"

  private static let kinds: [any Transformation.Type] = [
    ReshapeData.self,
    SliceData.self,
    SelectFeatures.self,
    FlattenData.self,
    Shift.self,
    ReverseSteps.self,
    OneHot.self,
    Tokens.self,
    Pad.self,
    Category.self,
    ConcatenateData.self,
    GreaterThan.self,
    From.self,
  ]

  package static let entries = kinds.map { entry($0) }

  private static func entry<Kind: Transformation>(
    _ kind: Kind.Type
  ) -> CatalogueEntry<any Transformation> {
    CatalogueEntry(kind) { $0 }
  }
}

/// Transformations in their order: a list, or one alone.
package struct Transformations: SchemaValue {
  package private(set) var steps: [Choice<AllTransformations>] = []

  package init() {}

  package static func decode(
    _ node: Node, _ constraint: Constraint, _ decoder: inout Decoder
  ) -> Transformations? {
    var result = Transformations()
    if case .sequence = node.content {
      guard let steps = [Choice<AllTransformations>].decode(node, constraint, &decoder) else {
        return nil
      }
      result.steps = steps
    } else {
      guard let step = Choice<AllTransformations>.decode(node, constraint, &decoder) else {
        return nil
      }
      result.steps = [step]
    }
    return result
  }

  package static func type(_ constraint: Constraint) -> SchemaType {
    .either(
      Choice<AllTransformations>.type(constraint),
      .list(Choice<AllTransformations>.type(constraint)))
  }

  package var encoded: DataValue {
    steps.count == 1 ? steps[0].encoded : .list(steps.map { $0.encoded })
  }
}
