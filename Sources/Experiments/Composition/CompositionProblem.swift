package import Files
package import Schemas
package import YAML

/// Something wrong with how a file is put together: `extends`, `matrix`, or `--set`.
package struct CompositionProblem: Error, Sendable {
  package enum Kind: Sendable, Hashable {
    /// The parent file cannot be used.
    case parentFile(FileProblem)
    case parentNotText
    /// The parent holds something else than a mapping, which nothing can be laid over.
    case parentNotMapping(found: DecodingProblem.Found)
    /// A file extends itself, through those in between; the paths in order.
    case parentCycle([String])
    case tooManyParents(limit: Int)
    /// The file and those above it together have more values than one file may have.
    case tooManyNodes(limit: Int)
    /// An override without `=`.
    case overrideForm
    /// A key that neither the variables nor the language has.
    case unknownTarget(name: String, known: [String])
    /// A path that goes on below something that has no members of that name.
    case noSuchMember(name: String, below: String)
    /// A path with more parts than values can lie inside one another.
    case pathTooDeep(limit: Int)
    /// An override of a key to which the matrix gives values anyhow.
    case overriddenAxis(name: String)
    case matrixForm
    /// `exclude` or `include` that is no list of mappings.
    case ruleForm(name: String)
    case emptyMatrix
    case emptyAxis(name: String)
    /// A range that ends before it begins.
    case backwardRange(name: String, first: String, last: String)
    /// A name that sets what another sets.
    case sameSettings(name: String)
    /// A name beside others that has no mapping.
    case namedForm(name: String)
    case repeatedValue(text: String, axis: String)
    case tooManyPoints(product: String, limit: Int)
    case tooManyAxes(count: Int, limit: Int)
    /// So many rules over so many combinations that applying them would take too long.
    case tooManyRules(count: Int, limit: Int)
    /// A name in `exclude` that is no key of the matrix.
    case unknownAxis(name: String, known: [String])
    /// A value of a key whose values are names, and that is none of them.
    case unknownName(name: String, axis: String, known: [String])
    /// A mapping of `exclude` that no point has; the key that has no such value, if it is one alone.
    case excludesNothing(key: String?, value: String)
    case nothingLeft
    case zipForm
    case unequalZip(name: String, count: String, other: String, otherCount: String)
    /// A key that the matrix sets in two ways.
    case repeatedAxis(name: String)
    case reportsForm
    /// A key that a later one replaces together with all around it.
    case hiddenAxis(name: String, by: String)
    /// Keys inside a key of the experiment, where a matrix takes dotted keys.
    case nestedAxis(name: String, inner: String)
    /// A ratio that compares no two points.
    case noPairs
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
