#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder as it stands in a revision of git, laid out in a temporary folder. `git` is asked; nothing
/// of the repository changes.
package final class GitRevision: Sendable {
  /// The temporary folder.
  package let path: String

  /// Lays out a folder of a revision.
  ///
  /// - Parameters:
  ///   - revision: as git takes it: `main`, `HEAD~1`, a hash
  ///   - folder: relative to the current folder
  /// - Returns: nil where there is no such revision
  /// - Throws: `unwritable` where there is no room for it, `unreadable` where the revision has no such
  ///   folder, `noProgram` without git
  package init?(_ revision: String, folder: String) throws(FileProblem) {
    // What begins with a hyphen would be an option.
    guard Self.git(["--version"]) else { throw .noProgram(name: "git") }
    guard !revision.isEmpty, !revision.hasPrefix("-"),
      Self.git(["rev-parse", "--verify", "--quiet", "\(revision)^{commit}"])
    else { return nil }
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(base)/lstm-lab-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw .unwritable(path: base, reason: .last)
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let index = "\(path)/.index"
    guard Self.git(["read-tree", "\(revision):./\(folder)"], index: index) else {
      throw .notFound(path: "\(revision):\(folder)")
    }
    guard Self.git(["checkout-index", "--all", "--prefix=\(path)/"], index: index) else {
      throw .unwritable(path: path, reason: .last)
    }
  }

  deinit {
    _ = Self.run(["rm", "-rf", "--", path], environment: [])
  }

  private static func git(_ arguments: [String], index: String? = nil) -> Bool {
    run(["git"] + arguments, environment: index.map { ["GIT_INDEX_FILE=\($0)"] } ?? [])
  }

  /// Runs a program to its end, without input and output; true where it succeeds.
  private static func run(_ arguments: [String], environment added: [String]) -> Bool {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (descriptor, flags) in [(0, O_RDONLY), (1, O_WRONLY), (2, O_WRONLY)] {
      posix_spawn_file_actions_addopen(&actions, Int32(descriptor), "/dev/null", flags, 0)
    }
    var inherited: [String] = []
    var next = environ
    while let variable = next.pointee {
      inherited.append(String(cString: variable))
      next += 1
    }
    let names = added.map { $0.prefix { $0 != "=" } + "=" }
    inherited.removeAll { variable in names.contains { variable.hasPrefix($0) } }
    var pointers = arguments.map { strdup($0) } + [nil]
    var variables = (inherited + added).map { strdup($0) } + [nil]
    defer { for pointer in pointers + variables { free(pointer) } }
    var child = pid_t()
    guard posix_spawnp(&child, arguments[0], &actions, nil, &pointers, &variables) == 0 else {
      return false
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 { if errno != EINTR { return false } }
    return status == 0
  }
}
