package import Diagnostics
import Documents
import Experiments
package import YAML

extension MatrixResult {
  /// What all points together should have given and did not.
  ///
  /// - Parameter root: the tree of one of them, to show places in
  package func diagnostics(in root: Node) -> [Diagnostic] {
    expectations.filter { !$0.passed }.map { failed in
      let parts = failed.path.split(separator: ".").map { String($0) }
      let side = parts.last ?? ""
      // `runs.passed.at_least`, or `runs.final.loss.median.below`: the path of a number has points.
      let names = Array(parts.dropFirst().dropLast())
      let isCount = names.count == 1
      let name = isCount ? names[0] : names.dropLast().joined(separator: ".")
      var path = ConfigurationPath(.key("expect"), .key("runs"), .key(name))
      if !isCount { path = path.appending(.key(names[names.count - 1])) }
      let what =
        isCount
        ? (name == "share"
          ? "the share of points that passed" : "the number of points that \(Self.verb(name))")
        : "the \(names[names.count - 1].replacing("_", with: " ")) of `\(name)`"
      return Diagnostic(
        .metric,
        "\(what) is \(Self.text(failed.actual)), not \(MetricBounds.words(side)) "
          + Self.text(failed.expected),
        at: path.appending(.key(side)).range(in: root).firstLine,
        "`runs.csv` has a row a point; change the experiment, or state what it reaches")
    }
  }

  private static func verb(_ status: String) -> String {
    switch status {
    case "passed", "failed": status
    default: "are \(status)"
    }
  }

  private static func text(_ value: DataValue) -> String {
    guard case .double(let number) = value, !number.isNaN else { return "no number" }
    if number == number.rounded(), abs(number) < 1e15 { return "\(Int(number))" }
    return NumberText.text(number) ?? NumberText.word(number)
  }
}
