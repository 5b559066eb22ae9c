import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Ctrl-C and termination: the first ends the run in order, the second at once.
enum Interruption {
  private static let requested = Atomic<Bool>(false)

  /// Whether the run should end.
  static var isRequested: Bool { requested.load(ordering: .relaxed) }

  /// Catches SIGINT and SIGTERM once each; from then on they work as ever.
  static func install() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        Interruption.requested.store(true, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
    }
  }
}
