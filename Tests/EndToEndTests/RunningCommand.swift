import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A command that was started.
struct RunningCommand {
  let pid: pid_t
  /// The files of what it writes.
  let output: String
  let error: String
  /// Kept for as long as the command runs in it.
  let workspace: Workspace

  /// Sends it a signal.
  func send(_ signal: Int32) {
    kill(pid, signal)
  }

  /// Waits until its stderr holds a text, at most 20 seconds; tells whether it came.
  func waitForError(containing text: String) -> Bool {
    for _ in 0..<2000 {
      if Self.text(of: error).contains(text) { return true }
      usleep(10_000)
    }
    return false
  }

  /// Waits for its end, at most 60 seconds; then kills it.
  func wait() -> Command.Result {
    var status: Int32 = 0
    var left = 60_000
    var usage = rusage()
    while wait4(pid, &status, WNOHANG, &usage) == 0 {
      usleep(1000)
      left -= 1
      if left == 0 { kill(pid, SIGKILL) }
    }
    let signal = status & 0x7f
    return Command.Result(
      status: signal == 0 ? (status >> 8) & 0xff : 128 + signal, output: Self.text(of: output),
      error: Self.text(of: error), peakMemory: Self.bytes(usage.ru_maxrss))
  }

  private static func bytes(_ peak: Int) -> Int {
    #if canImport(Darwin)
      peak
    #else
      peak * 1024
    #endif
  }

  private static func text(of path: String) -> String {
    (try? Data(contentsOf: URL(filePath: path))).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
