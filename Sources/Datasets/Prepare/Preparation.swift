package import Documents
package import Schemas

/// A step over the rows, before samples are made of them. A new one is one file and one line in
/// `AllPreparations`.
package protocol Preparation: Configurable {
  /// Changes the rows.
  ///
  /// - Returns: what was learned from the training rows, for people to read: a mapping
  func prepare(_ rows: inout PreparedRows) throws(DataError) -> DataValue
}

/// The steps over rows that a file can name.
package enum AllPreparations: Catalogue {
  package static let kind = "preparation"

  private static let kinds: [any Preparation.Type] = [
    SelectColumns.self,
    Scale.self,
    Difference.self,
    Logarithm.self,
    LogarithmOfOneMore.self,
    Clip.self,
    OneHotColumns.self,
    Calendar.self,
    LagColumns.self,
    Fill.self,
    Resample.self,
  ]

  package static let entries = kinds.map { entry($0) }

  private static func entry<Kind: Preparation>(
    _ kind: Kind.Type
  ) -> CatalogueEntry<any Preparation> {
    CatalogueEntry(kind) { $0 }
  }
}
