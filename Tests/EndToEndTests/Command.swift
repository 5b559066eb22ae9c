import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The built `lstm-lab`, run as a person would run it.
enum Command {
  /// How a command ended and what it wrote.
  struct Result {
    /// As shells have it: the exit status, or 128 and the signal's number.
    let status: Int32
    let output: String
    let error: String
    /// The most memory that it held at once, in bytes, if that was measured.
    let peakMemory: Int
  }

  /// Where stdout goes.
  enum Output {
    case file
    /// A pipe whose reader has gone away.
    case closedPipe
  }

  /// The executable beside the test bundle, or in a folder above it.
  static let path: String = {
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments[0]
    var folder = URL(filePath: bundle).standardizedFileURL
    while folder.path.count > 1 {
      folder.deleteLastPathComponent()
      let file = folder.appending(path: "lstm-lab").path
      var isFolder = false
      let exists = FileManager.default.fileExists(atPath: file, isDirectory: &isFolder)
      if exists, !isFolder, FileManager.default.isExecutableFile(atPath: file) { return file }
    }
    fatalError("there is no lstm-lab beside \(bundle)")
  }()

  /// Runs it to its end in a folder.
  ///
  /// - Parameter environment: all that it sees besides `PATH` and the options of a sanitizer
  static func run(
    _ arguments: String..., in workspace: Workspace, environment: [String: String] = [:],
    output: Output = .file
  ) -> Result {
    start(arguments, in: workspace, environment: environment, output: output).wait()
  }

  /// Starts it.
  ///
  /// - Parameters:
  ///   - folder: the folder below the workspace in which it is started
  ///   - ignoring: signals that the parent ignores
  ///   - addressSpace: the most memory that it may map, in KiB
  ///   - program: another command in the place of `lstm-lab`
  static func start(
    _ arguments: [String], in workspace: Workspace, folder: String = "",
    environment: [String: String] = [:], output: Output = .file, error: Output = .file,
    ignoring: [Int32] = [], addressSpace: Int? = nil, program: String = path
  ) -> RunningCommand {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    let streams = workspace.newStreams()
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    var pipeEnds: [Int32] = []
    for (descriptor, kind, file) in [(1, output, streams.output), (2, error, streams.error)] {
      switch kind {
      case .file: posix_spawn_file_actions_addopen(&actions, Int32(descriptor), file, flags, 0o644)
      case .closedPipe:
        var ends: [Int32] = [-1, -1]
        precondition(pipe(&ends) == 0)
        close(ends[0])
        posix_spawn_file_actions_adddup2(&actions, ends[1], Int32(descriptor))
        pipeEnds.append(ends[1])
      }
    }

    // Signals as a shell would leave them: whoever runs the tests may ignore or block some.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for number in [SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGQUIT] { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))

    let variables = environment.merging(inherited) { own, _ in own }
    var pid = pid_t()
    // The shell changes the folder, which no portable call does, and becomes the command.
    let traps =
      ignoring.map { "trap '' \($0); " }.joined()
      + (addressSpace.map { "ulimit -v \($0); " } ?? "")
    let start = workspace.path + (folder.isEmpty ? "" : "/" + folder)
    let shell = ["/bin/sh", "-c", traps + "cd \"$0\" && exec \"$@\"", start, program]
    let failure = withStrings(shell + arguments) { arguments in
      withStrings(variables.map { "\($0.key)=\($0.value)" }.sorted()) { variables in
        posix_spawn(&pid, shell[0], &actions, &attributes, arguments, variables)
      }
    }
    precondition(failure == 0, "cannot start \(path): \(String(cString: strerror(failure)))")
    for end in pipeEnds { close(end) }
    return RunningCommand(
      pid: pid, output: streams.output, error: streams.error, workspace: workspace)
  }

  /// What every command sees.
  private static let inherited: [String: String] = {
    let own = ProcessInfo.processInfo.environment
    let options = ["ASAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS"]
    return own.filter { options.contains($0.key) }.merging(["PATH": "/usr/bin:/bin"]) { $1 }
  }()

  private static func withStrings<Value>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
  ) -> Value {
    let pointers = strings.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers)
  }
}
