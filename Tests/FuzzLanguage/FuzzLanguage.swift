import Fuzzing
import Glibc
import TestSupport

/// `fuzz-language [--csv] [--first SEED] [--cases N] [--seconds N] [--print SEED]`, or
/// `fuzz-language --measure FILE [FLOATS]`
///
/// With `--csv` the texts are tables and the reader of data is tried. `--measure` reads a file of
/// numbers once, and says at which rate and with how much memory, and how many of the first column are
/// not those of a file of little-endian float32.
///
/// Takes made texts from bytes to checked experiments and prints every one that takes more than a
/// second of the processor or 512 MiB, or breaks an invariant. A text that crashes or hangs ends the
/// process with status 3, its seed on the last line; go on with `--first` behind it. Run it with
/// `ulimit -s 512`, the stack that threads have on macOS.
@main
enum FuzzLanguage {
  /// The seed of the case that runs: what the handler of signals tells.
  nonisolated(unsafe) private static var seed: UInt64 = 0

  private static let timeLimit = 1.0
  /// In kilobytes, as the system counts.
  private static let memoryLimit = 512 << 10

  static func main() throws {
    if let place = CommandLine.arguments.firstIndex(of: "--measure") {
      try measure(CommandLine.arguments[place + 1])
      if place + 2 < CommandLine.arguments.count {
        let paths = CommandLine.arguments[(place + 1)...]
        let (count, unlike) = try CSVCase.compare(paths[place + 1], paths[place + 2])
        print("\(unlike) of \(count) numbers differ")
      }
      return
    }
    let readsTables = CommandLine.arguments.contains("--csv")
    let folder = try TestFolder()
    let seeds = try Seeds()
    if let seed = option("--print") {
      let bytes = readsTables ? CSVCase.bytes(seed) : Mutator.make(seed, from: seeds).bytes
      _ = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      return
    }
    install()
    let first = option("--first") ?? 0
    let cases = option("--cases") ?? UInt64.max - first
    let end = option("--seconds").map { time(CLOCK_MONOTONIC) + Double($0) } ?? .infinity
    var (count, findings, peak) = (UInt64(0), 0, memoryLimit)
    let start = time(CLOCK_MONOTONIC)
    while count < cases, time(CLOCK_MONOTONIC) < end {
      seed = first + count
      let text = readsTables ? nil : Mutator.make(seed, from: seeds)
      let bytes = text?.bytes ?? CSVCase.bytes(seed)
      var timer = itimerval()
      timer.it_value.tv_sec = 20
      setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &timer, nil)
      let before = time(CLOCK_PROCESS_CPUTIME_ID)
      var problems =
        try text.map { LanguageCase.violations(of: $0) }
        ?? CSVCase.violations(of: bytes, in: folder)
      let used = time(CLOCK_PROCESS_CPUTIME_ID) - before
      if used > timeLimit { problems.append("takes \(used) s for \(bytes.count) bytes") }
      let memory = largestMemory()
      if memory > peak {
        problems.append("takes \(memory >> 10) MiB for \(bytes.count) bytes")
        peak = memory
      }
      for problem in problems { print("seed \(seed): \(problem.prefix(3000))") }
      if !problems.isEmpty {
        findings += 1
        fflush(nil)
      }
      count += 1
    }
    let seconds = time(CLOCK_MONOTONIC) - start
    print(
      "seeds \(first) to \(first + count - 1): \(findings) findings, \(Int(seconds)) s, "
        + "\(Int(Double(count) / seconds)) cases a second, \(largestMemory() >> 10) MiB at most")
    exit(findings == 0 ? 0 : 1)
  }

  private static func measure(_ path: String) throws {
    let start = time(CLOCK_PROCESS_CPUTIME_ID)
    let (bytes, numbers) = try CSVCase.read(path)
    let seconds = time(CLOCK_PROCESS_CPUTIME_ID) - start
    print(
      "\(bytes) bytes, \(numbers) numbers, \(Int(Double(bytes) / 1e6 / seconds)) MB a second of the "
        + "processor, \(largestMemory() >> 10) MiB at most, \((numbers * 8) >> 20) MiB of numbers")
  }

  private static func option(_ name: String) -> UInt64? {
    let arguments = CommandLine.arguments
    guard let place = arguments.firstIndex(of: name), place + 1 < arguments.count else {
      return nil
    }
    return UInt64(arguments[place + 1])
  }

  private static func time(_ clock: clockid_t) -> Double {
    var now = timespec()
    clock_gettime(clock, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }

  private static func largestMemory() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss
  }

  /// Tells the seed when the process is about to die. A stack that overflowed has no room for a
  /// handler, so it gets one of its own; and memory has an end, so that the machine survives.
  private static func install() {
    let size = 1 << 16
    var stack = stack_t(ss_sp: malloc(size), ss_flags: 0, ss_size: size)
    sigaltstack(&stack, nil)
    var action = sigaction()
    action.sa_flags = SA_ONSTACK
    action.__sigaction_handler.sa_handler = { signal in
      FuzzLanguage.report(signal)
    }
    for signal in [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGPROF] {
      sigaction(signal, &action, nil)
    }
    var limit = rlimit(rlim_cur: 3 << 30, rlim_max: 3 << 30)
    setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
  }

  /// Writes without taking memory, as a handler must.
  private static func report(_ signal: Int32) {
    let message: StaticString = "\nseed of the case that died (SIGPROF: hung), and the signal: "
    _ = message.withUTF8Buffer { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    for number in [seed, UInt64(signal)] {
      var digits: (UInt64, UInt64, UInt64) = (0, 0, 0)
      withUnsafeMutableBytes(of: &digits) { bytes in
        var (rest, place) = (number, bytes.count - 1)
        bytes[place] = UInt8(ascii: "\n")
        repeat {
          place -= 1
          bytes[place] = UInt8(ascii: "0") + UInt8(rest % 10)
          rest /= 10
        } while rest > 0
        let text = UnsafeRawBufferPointer(rebasing: bytes[place...])
        _ = write(STDOUT_FILENO, text.baseAddress, text.count)
      }
    }
    _exit(3)
  }
}
