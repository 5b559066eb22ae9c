import Diagnostics
import Experiments
import Files
import Runs

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where text goes: what people read to stderr, data to stdout.
enum Console {
  /// Whether stderr is a terminal that understands more than plain lines.
  static let isTerminal: Bool =
    isatty(STDERR_FILENO) == 1 && Environment.value("TERM") != "dumb"

  /// Colours: an explicit wish first (no-color.org, FORCE_COLOR), then what stderr is.
  static let style: TextStyle = {
    if Environment.value("NO_COLOR") != nil { return .plain }
    if let force = Environment.value("FORCE_COLOR"), force != "0" {
      return TextStyle(isColored: true)
    }
    return TextStyle(isColored: isTerminal)
  }()

  /// Columns of the terminal; 80 where it does not say.
  static var columns: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Where text for people goes.
  static let terminal = Terminal(
    isLive: isTerminal, columns: { columns }, style: style, write: { errorText($0) })

  /// Clears the moving line; a signal handler may.
  static func clearLine() {
    let bytes: StaticString = "\r\u{1b}[K"
    _ = write(
      STDERR_FILENO, UnsafeRawBufferPointer(start: bytes.utf8Start, count: bytes.utf8CodeUnitCount))
  }

  /// A line for people.
  static func error(_ text: String) {
    errorText(text + "\n")
  }

  /// Text for people, as it is.
  static func errorText(_ text: String) {
    if write(text, to: STDERR_FILENO) == EPIPE { Interruption.noteClosedPipe() }
  }

  /// Data, ended by a line feed. A reader that has gone away ends the output, not the command;
  /// what cannot be written for another reason ends the command.
  static func output(_ text: String) {
    let error = write(text.hasSuffix("\n") ? text : text + "\n", to: STDOUT_FILENO)
    guard error != 0 else { return }
    guard error != EPIPE else { return Interruption.noteClosedPipe() }
    Self.error("error: " + FileProblem.outputLost(reason: SystemError(code: error)).text)
    LSTMLab.leave(ExitStatus.misuse.rawValue)
  }

  /// Writes all of it, also across signals; gives the system's error, or zero.
  private static func write(_ text: String, to file: Int32) -> Int32 {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Self.write(file, $0) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return errno }
      bytes = bytes.dropFirst(count)
    }
    return 0
  }

  private static func write(_ file: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.write(file, bytes.baseAddress, bytes.count)
    #else
      Darwin.write(file, bytes.baseAddress, bytes.count)
    #endif
  }
}
