import Files
import Runs
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Signals that ask the command to stop. The first of INT, TERM and HUP ends a run in order, another
/// ends it at once.
enum Interruption {
  /// Made by the first signal, and by a reader of the output that has gone away.
  static let stop = StopRequest()

  private static let number = Atomic<Int32>(0)

  /// The exit status of a command that was stopped: 128 and the signal's number, as shells have it;
  /// nil if it was not.
  static var status: Int32? {
    let number = number.load(ordering: .relaxed)
    return number == 0 ? nil : 128 + number
  }

  /// Notes that whoever reads the output has gone away, as SIGPIPE would tell.
  static func noteClosedPipe() {
    _ = number.compareExchange(expected: 0, desired: SIGPIPE, ordering: .relaxed)
    stop.make()
  }

  /// Leaves signals as the parent wants them: those that it ignores stay ignored. The runtime's own
  /// handlers for crashes would take a signal that another process sends, and let the command go on.
  static func prepare() {
    for number in [SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP, SIGSYS]
    where !isIgnored(number) {
      signal(number, SIG_DFL)
    }
    // A write whose reader has gone away fails instead.
    signal(SIGPIPE, SIG_IGN)
    // A file that is opened must not take the place of a closed stdout or stderr: what is printed
    // would be written to it.
    while true {
      let descriptor = open("/dev/null", O_RDWR)
      guard (0...2).contains(descriptor) else {
        close(descriptor)
        break
      }
    }
  }

  /// How long a run waits for another that writes to the same results: as long as it takes, but not
  /// after it was asked to stop. It says what it waits for.
  static let patience = LockPatience { waited in
    if waited > .seconds(1), !saysWhatItWaitsFor.exchange(true, ordering: .relaxed) {
      Console.error("waiting for another run that writes to the same results")
    }
    return !(stop.isMade && waited > .seconds(1))
  }

  private static let saysWhatItWaitsFor = Atomic<Bool>(false)

  /// Catches INT, TERM and HUP from now on.
  static func install() {
    // The handler must not be the first to touch them.
    _ = (stop.isMade, number.load(ordering: .relaxed), Console.isTerminal)
    for number in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(number) {
      signal(number) { Interruption.handle($0) }
    }
  }

  private static func handle(_ signal: Int32) {
    let (isFirst, _) = number.compareExchange(expected: 0, desired: signal, ordering: .relaxed)
    if !isFirst {
      // Every file that has a name is whole at any moment; what is in the making is removed by the
      // next run.
      if Console.isTerminal { Console.clearLine() }
      _exit(128 + signal)
    }
    stop.make()
  }

  private static func isIgnored(_ signal: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(signal, nil, &action) == 0 else { return false }
    #if canImport(Darwin)
      let handler = action.__sigaction_u.__sa_handler
    #else
      let handler = action.__sigaction_handler.sa_handler
    #endif
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
