package import Diagnostics
import Documents
import Experiments
package import YAML

extension MatrixResult {
  /// What all points together should have given and did not.
  ///
  /// - Parameter root: the tree of one of them, to show places in
  package func diagnostics(in root: Node) -> [Diagnostic] {
    // Where points were not run, no number is what is to be expected.
    if count(.invalid) == pointCount { return [] }
    let isWhole = count(.invalid) == 0
    return judgements.filter { !$0.isPassed && (isWhole || !$0.actual.isNaN) }.map { failed in
      let runs = ConfigurationPath(.key("expect"), .key("runs"), .key(failed.name))
      let (what, bounds): (String, ConfigurationPath) =
        switch failed.subject {
        case .count where failed.name == "share": ("the share of points that passed", runs)
        case .count: ("the number of points that \(Self.verb(failed.name))", runs)
        case .statistic(let name):
          (
            "the \(name.replacing("_", with: " ")) of `\(failed.name)`", runs.appending(.key(name))
          )
        case .ratio(let index):
          (
            "the \(failed.side.isUpper ? "largest" : "smallest") ratio of `\(failed.name)`",
            runs.appending(.key("ratios"), .index(index))
          )
        }
      return Diagnostic(
        .metric,
        "\(what) is \(Self.text(failed.actual)), not \(failed.side.words) "
          + Self.text(failed.limit),
        at: failed.side.place(below: bounds).range(in: root).firstLine,
        "`runs.csv` has a row a point; change the experiment, or state what it reaches")
    }
  }

  private static func verb(_ status: String) -> String {
    switch status {
    case "passed", "failed": status
    default: "are \(status)"
    }
  }

  private static func text(_ number: Double) -> String {
    number.isNaN ? "no number" : NumberText.told(number)
  }
}
