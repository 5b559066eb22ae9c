import Experiments
package import Files
package import Training

/// Takes what comes out of one experiment while it is trained: to write it, or to compare it with
/// what was written. Used by one thread.
package protocol ResultRecorder: AnyObject {
  /// An epoch has ended.
  func add(_ record: EpochRecord) throws(FileProblem)

  /// The training has ended. Without this call nothing of the result stays.
  ///
  /// - Returns: how the result differs from what stands in its place; nil where it took it
  func finish(
    _ outcome: Outcome, status: ReportStatus
  ) throws(FileProblem) -> [ResultDifference]?
}
