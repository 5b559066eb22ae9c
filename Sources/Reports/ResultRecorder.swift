import Experiments
package import Files

/// Takes what comes out of one experiment while it is trained: to write it, or to compare it with
/// what was written. Used by one thread.
package protocol ResultRecorder: AnyObject {
  /// An epoch has ended; its number is counted from one.
  func add(epoch: Int, loss: Double) throws(FileProblem)

  /// The training has ended. Without this call nothing of the result stays.
  func finish(_ outcome: Outcome, status: ReportStatus) throws(FileProblem)
}
