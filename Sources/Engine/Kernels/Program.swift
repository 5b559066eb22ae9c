import CKernels

/// A list of kernel calls, ready to run: what a plan becomes.
package struct Program: Sendable {
  let calls: [lab_call]
  /// The floats of arena that the calls may touch.
  package let arenaCount: Int

  package init(_ calls: [KernelCall]) {
    self.calls = calls.map { $0.call }
    arenaCount = calls.flatMap { $0.reads + $0.writes }.map { $0.end }.max() ?? 0
  }
}
