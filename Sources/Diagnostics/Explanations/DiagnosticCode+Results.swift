extension DiagnosticCode {
  /// The pages on LAB4xxx.
  var resultExplanation: Explanation {
    switch self {
    case .staleResult:
      Explanation(
        title: "The committed result is of an older experiment",
        text:
          "The experiment, a file of data or the version of the numeric contract has changed since the "
          + "result was written. Run the experiment again and commit what it writes.",
        wrong: .situation(
          "# change `epochs` in experiments/echo.yaml\nlstm-lab verify experiments/echo.yaml"),
        right: .situation(
          "lstm-lab run experiments/echo.yaml\nlstm-lab verify experiments/echo.yaml"))
    case .wrongResult:
      Explanation(
        title: "The committed result is not what its experiment gives",
        text:
          "The same experiment on the same data gives the same bytes on every machine, so somebody "
          + "has changed the result, or it was written by a program that computes something else. "
          + "`lstm-lab selftest` tells whether this one computes what it should.",
        wrong: .situation(
          "# change a digit in results/echo/history.csv\nlstm-lab verify experiments/"),
        right: .situation("lstm-lab run experiments/\nlstm-lab verify experiments/"))
    case .missingResult:
      Explanation(
        title: "An experiment has no committed result",
        text:
          "Every file of a result is committed: `report.json`, `history.csv`, `predictions.csv`, and "
          + "`summary.csv` for all of them.",
        wrong: .situation("# add experiments/echo.yaml\nlstm-lab verify experiments/"),
        right: .situation("lstm-lab run experiments/\ngit add experiments results"))
    default:
      Explanation(
        title: "A committed result has no experiment",
        text:
          "The experiment was removed or renamed, or a point of its matrix does not exist any more. "
          + "`lstm-lab run PATH --prune` removes such results, and nothing but them.",
        wrong: .situation("git rm experiments/echo.yaml\nlstm-lab verify experiments/"),
        right: .situation("git rm experiments/echo.yaml\nlstm-lab run experiments/ --prune"))
    }
  }
}
