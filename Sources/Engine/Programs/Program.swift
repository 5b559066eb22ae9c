import CKernels

/// A list of kernel calls, ready to run: what a plan becomes.
///
/// A class, so that who runs it a million times copies nothing.
package final class Program: Sendable {
  let calls: [lab_call]
  /// What the calls point to.
  private let codes: [ExpressionCode]
  /// The floats of arena that the calls may touch.
  package let arenaCount: Int
  /// Stretches of calls; before each but the first, threads wait for one another.
  package let segments: [Range<Int>]
  /// The most threads that the program is worth.
  package let parts: Int

  /// - Parameter sharing: what is shared out among threads; it changes no bit
  package init(_ calls: [KernelCall], sharing: Sharing = .worthwhile) {
    let parts = calls.map { $0.lane == nil ? sharing.parts(of: $0.division) : 1 }
    self.calls = zip(calls, parts).map { call, parts in
      var divided = call.call
      divided.parts = Int64(parts)
      return divided
    }
    codes = calls.compactMap { $0.code }
    arenaCount = calls.reduce(0) { end, call in
      let read = call.reads.reduce(end) { max($0, $1.end) }
      return call.writes.reduce(read) { max($0, $1.end) }
    }
    segments = Segmentation.segments(of: calls, parts: parts)
    let operations = calls.reduce(0) { $0 + $1.operations }
    let isSmall = sharing == .worthwhile && operations < Self.smallestShared
    let lanes = calls.reduce(1) { max($0, ($1.lane ?? 0) + 1) }
    self.parts = isSmall ? 1 : max(parts.max() ?? 1, lanes)
  }

  private init(call index: Int, of program: Program) {
    calls = [program.calls[index]]
    codes = program.codes
    arenaCount = program.arenaCount
    segments = [0..<1]
    parts = program.parts
  }

  /// How many calls there are.
  package var count: Int { calls.count }

  /// The call of an index as a program, divided among threads as it is in the whole: for
  /// measurements.
  package func alone(_ index: Int) -> Program { Program(call: index, of: self) }

  /// Operations below which other threads are not worth waking: some 50 µs of work.
  private static let smallestShared = 4_000_000.0
}

/// What of a program's work is shared out among threads.
package enum Sharing: Sendable {
  /// Calls that are worth it, of a program that is.
  case worthwhile
  /// Every call that can be divided, however small: for tests.
  case everything

  func parts(of division: Division) -> Int {
    switch self {
    case .worthwhile: division.parts
    case .everything: division.pieces
    }
  }
}
