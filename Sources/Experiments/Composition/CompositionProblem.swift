package import YAML

/// Something wrong with how a file is put together: `extends`, `matrix`, or `--set`.
package struct CompositionProblem: Error, Sendable {
  package enum Kind: Sendable, Hashable {
    /// The parent file cannot be used.
    case parentFile(FileProblem)
    case parentNotText
    /// A file extends itself, through those in between; the paths in order.
    case parentCycle([String])
    /// The parent lies outside the project.
    case parentOutside
    /// An override without `=`.
    case overrideForm
    /// A key that neither the variables nor the language has.
    case unknownTarget(name: String, known: [String])
    /// A path that goes on below something that has no members of that name.
    case noSuchMember(name: String, below: String)
    case matrixForm
    case emptyMatrix
    case emptyAxis(name: String)
    case repeatedValue(text: String, axis: String)
    case tooManyPoints(product: String, limit: Int)
    /// A name in `exclude` that is no key of the matrix.
    case unknownAxis(name: String, known: [String])
    case nothingLeft
  }

  package let kind: Kind
  package let range: SourceRange
  package let related: SourceRange?

  package init(_ kind: Kind, at range: SourceRange, related: SourceRange? = nil) {
    self.kind = kind
    self.range = range
    self.related = related
  }
}
