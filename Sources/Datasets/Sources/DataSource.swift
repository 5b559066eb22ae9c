package import Files
package import Schemas

/// Where an experiment's data come from. A new source is one file and one line in `AllSources`.
package protocol DataSource: Configurable {
  /// How many numbers are made; nil for what is read from a file.
  var count: Int? { get }

  /// Whether it draws random numbers, so that each epoch can have its own.
  var isDrawn: Bool { get }

  /// Whether it gives rows, of which only windows or transformations say what is input and target.
  var givesRows: Bool { get }

  /// The data.
  ///
  /// - Throws: whatever is wrong with a file
  func load(_ context: SourceContext) throws(DataError) -> SourceData
}

extension DataSource {
  package var isDrawn: Bool { false }
  package var givesRows: Bool { true }
}

/// What a source needs beside its arguments.
package struct SourceContext: Sendable {
  /// What random numbers follow from.
  package let seed: UInt64
  /// The name of what is drawn: another name gives other numbers.
  package let stream: String
  /// Opens a file that the experiment names.
  package let open: @Sendable (String) throws(FileProblem) -> RegularFile

  package init(
    seed: UInt64, stream: String = "data",
    open: @escaping @Sendable (String) throws(FileProblem) -> RegularFile
  ) {
    self.seed = seed
    self.stream = stream
    self.open = open
  }

  /// A file that the experiment names.
  func file(_ name: String) throws(DataError) -> RegularFile {
    do throws(FileProblem) { return try open(name) } catch { throw .file(error, file: name) }
  }
}

/// What a source gives.
package enum SourceData: Sendable {
  /// One number a row.
  case series([Double])
  /// Named columns of rows.
  case table(Table)
  /// Samples, under their names where there are several.
  case arrays([NamedSamples])
}

/// An array of samples and what `from` calls it.
package struct NamedSamples: Sendable {
  package let name: String
  package let samples: Samples

  package init(_ name: String, _ samples: Samples) {
    self.name = name
    self.samples = samples
  }
}

/// The sources of data that a file can name.
package enum AllSources: Catalogue {
  package static let kind = "data source"

  private static let kinds: [any DataSource.Type] = [
    Ramp.self,
    ListedValues.self,
    CSVSource.self,
    NPYSource.self,
    SafetensorsSource.self,
    TextSource.self,
    Sine.self,
    RandomWalk.self,
    Noise.self,
    Autoregressive.self,
    Adding.self,
    Multiplication.self,
    TemporalOrder.self,
    CopyMemory.self,
    EmbeddedReber.self,
    TwoSequences.self,
    Echo.self,
    ReverseDigits.self,
    Addition.self,
    Parity.self,
  ]

  package static let entries = kinds.map { entry($0) }

  private static func entry<Kind: DataSource>(
    _ kind: Kind.Type
  ) -> CatalogueEntry<any DataSource> {
    CatalogueEntry(kind) { $0 }
  }
}
