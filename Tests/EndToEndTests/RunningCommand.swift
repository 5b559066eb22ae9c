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

  /// Waits for its end; then kills it.
  ///
  /// - Parameters:
  ///   - measuresMemory: whether to look at its memory again and again
  ///   - seconds: how long it may take at most; sanitizers take many times as long as without
  func wait(measuresMemory: Bool = false, atMost seconds: Int = 60) -> Command.Result {
    // Its folder must not go away before it has ended, though nobody else may need it any more.
    defer { withExtendedLifetime(workspace) {} }
    var status: Int32 = 0
    var left = seconds * 1000
    var peak = 0
    while waitpid(pid, &status, WNOHANG) == 0 {
      usleep(1000)
      left -= 1
      if measuresMemory { peak = max(peak, peakMemory) }
      if left == 0 { kill(pid, SIGKILL) }
    }
    let signal = status & 0x7f
    return Command.Result(
      status: signal == 0 ? (status >> 8) & 0xff : 128 + signal, output: Self.text(of: output),
      error: Self.text(of: error), peakMemory: peak)
  }

  /// The most memory that it has held at once so far, in bytes; zero where the system does not tell.
  /// What `wait4` tells includes the memory of the process that started it.
  private var peakMemory: Int {
    let line = Self.text(of: "/proc/\(pid)/status").split(separator: "\n")
      .first { $0.hasPrefix("VmHWM:") }
    return line.flatMap { Int($0.filter { $0.isNumber }) }.map { $0 * 1024 } ?? 0
  }

  private static func text(of path: String) -> String {
    (try? Data(contentsOf: URL(filePath: path))).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
