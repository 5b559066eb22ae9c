/// What became of an experiment.
package enum FindingsStatus: String, Sendable {
  /// It was run, and nothing was expected.
  case done
  /// It was run, and everything came out as expected.
  case passed
  /// It was run, or only checked, and something did not, or cannot, come out as expected.
  case failed
  /// It cannot be run.
  case invalid
  /// Its training was stopped from outside.
  case stopped
  /// It was only checked, and nothing is wrong with it.
  case checked
}
