package import Diagnostics
import Files
import Schemas

extension CompositionProblem {
  /// The problem in words.
  package var diagnostic: Diagnostic {
    let (code, message, advice, relatedText): (DiagnosticCode, String, String, String) =
      switch kind {
      case .parentFile(.outside(let path)):
        (
          .parent, FileProblem.outside(path: path).text,
          "the project is the folder that holds `experiments`: copy the file into it", ""
        )
      case .parentFile(.nulInPath(let path)):
        (.parent, FileProblem.nulInPath(path: path).text, "remove it: the name ends before it", "")
      case .parentFile(let problem):
        (.parent, problem.text, "the path is relative to this file", "")
      case .parentNotText:
        (.parent, "`extends` takes the path of one file", "write `extends: base.yaml`", "")
      case .parentCycle(let paths):
        (
          .parent, "a file cannot extend itself: \(paths.joined(separator: " → "))",
          "break the circle", ""
        )
      case .parentNotMapping(let found):
        (
          .parent, "the file to extend holds \(found.words), not a mapping of keys",
          "extend a file with keys such as `model:`", "it begins here"
        )
      case .tooManyParents(let limit):
        (
          .parent, "more than \(limit) files extend one another",
          "extend a file nearer to the first", ""
        )
      case .tooManyNodes(let limit):
        (
          .tooLarge, "with what it extends, the file has more than \(limit) values",
          "extend a smaller file", ""
        )
      case .overrideForm:
        (.override, "`--set` takes `key=value`", "write `--set length=10`", "")
      case .unknownTarget(let name, let known):
        (
          .override, "there is no variable or key `\(name)`",
          Suggestion.nearest(to: name, among: known) == nil
            ? KeyPlaces.path(to: name).map { "write `\($0)`" }
              ?? KeyPlaces.advice(for: name, in: nil) ?? Suggestion.text(for: name, among: known)
            : Suggestion.text(for: name, among: known), ""
        )
      case .noSuchMember(let name, let below):
        (.override, "\(below) has no member `\(name)`", "check the way to the key", "")
      case .pathTooDeep(let limit):
        (.override, "the key has more than \(limit) parts", "check the way to the key", "")
      case .overriddenAxis(let name):
        (
          .override, "the matrix sets `\(name)`, so that `--set` changes nothing",
          "run one point with `--point`, or change the matrix", "the matrix sets it here"
        )
      case .matrixForm:
        (
          .matrix, "a matrix lists values for variables or keys",
          "write `length: [5, 10]` or `seed: {from: 1, to: 100}`", ""
        )
      case .ruleForm(let name):
        (
          .matrix, "`\(name)` takes a list of mappings, each with values of the matrix's keys",
          "write `\(name): [{length: 5}]`", ""
        )
      case .backwardRange(let name, let first, let last):
        (
          .matrix, "`\(name)` has no values: its range ends at \(last) and begins at \(first)",
          "write `{from: \(last), to: \(first)}`", ""
        )
      case .sameSettings(let name):
        (
          .matrix, "`\(name)` sets the same as another name", "remove one, or change what it sets",
          "the other one"
        )
      case .namedForm(let name):
        (
          .matrix, "`\(name)` names no settings: the values beside it are mappings of keys",
          "write `\(name): {seed: 1}`, with the keys that it sets", ""
        )
      case .emptyMatrix: (.matrix, "the matrix has no values", "list some, or remove it", "")
      case .emptyAxis(let name):
        (.matrix, "`\(name)` has no values", "list some, or remove it", "")
      case .repeatedValue(let text, let axis):
        (.matrix, "`\(axis)` lists \(text) twice", "remove one", "first listed here")
      case .tooManyPoints(let product, let limit):
        (
          .matrix, "the matrix has \(product) points; at most \(limit) are allowed",
          "list fewer values", ""
        )
      case .tooManyAxes(let count, let limit):
        (
          .matrix, "the matrix has \(count) keys; at most \(limit) are allowed",
          "write keys with a single value outside the matrix", ""
        )
      case .tooManyRules(let count, let limit):
        (
          .matrix,
          "the matrix has \(count) rules; with so many points at most \(limit) are allowed",
          "list the points that are meant", ""
        )
      case .unknownAxis(let name, let known):
        (
          .matrix, "the matrix has no key `\(name)`", Suggestion.text(for: name, among: known), ""
        )
      case .zipForm:
        (
          .matrix, "`zip` takes two keys or more whose values change together",
          "write `zip: {length: [5, 10], batch_size: [1, 2]}`, or a list of such", ""
        )
      case .unequalZip(let name, let count, let other, let otherCount):
        (
          .matrix,
          "`\(name)` has \(count) value\(count == "1" ? "" : "s"), and `\(other)` beside it \(otherCount)",
          "list as many, one beside the other", "zipped with this one"
        )
      case .repeatedAxis(let name):
        (.matrix, "the matrix sets `\(name)` twice", "remove one", "first set here")
      case .hiddenAxis(let name, let other):
        (
          .matrix, "`\(other)` replaces what `\(name)` sets before it, so that changes nothing",
          "put `\(other)` first, or name values such as `{Adam: {learning_rate: 0.1}}` whole",
          "this changes nothing"
        )
      case .reportsForm:
        (
          .matrix, "`reports` is `each` or left out",
          "`each` writes the full reports of every point beside that of the matrix", ""
        )
      case .unknownName(let name, let axis, let known):
        (
          .matrix, "`\(axis)` has no value `\(name)`", Suggestion.text(for: name, among: known),
          "its values are the names given here"
        )
      case .excludesNothing(let key?, let value):
        (
          .matrix, "this excludes nothing: the matrix has no `\(key)` of \(value)",
          "correct the value, or remove the exclusion", ""
        )
      case .excludesNothing(nil, _):
        (
          .matrix, "this excludes nothing: no point of the matrix has all these values",
          "correct a value, or remove the exclusion", ""
        )
      case .nestedAxis(let name, let inner):
        (
          .matrix, "`\(name)` is a key of the experiment, and the matrix takes its keys with dots",
          "write `\(name).\(inner):`, with a list of values; to give names to settings, choose another "
            + "name", ""
        )
      case .noPairs:
        (
          .matrix,
          "the ratio compares nothing: no two points of the matrix have the values of `of` and of `to` and "
            + "are alike in all others",
          "name values that the matrix lists, of the same keys: `{of: {seed: 2}, to: {seed: 1}, "
            + "at_most: 2}`", ""
        )
      case .nothingLeft:
        (.matrix, "`exclude` leaves no point of the matrix", "exclude fewer", "")
      }
    return Diagnostic(
      code, message, at: range, advice, related: related.map { ($0, relatedText) })
  }
}
