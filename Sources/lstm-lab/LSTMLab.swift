import ArgumentParser
import Engine
import Experiments
import Files

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The command line.
@main
struct LSTMLab: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "lstm-lab",
    abstract: "Runs experiments with sequence models that are written as YAML files.",
    discussion: """
      The same file gives the same bytes in its reports, on any machine.

      Exit status: 0 all is well; 1 a finding (an invalid file, a failed expectation); 2 the \
      command was misused or could not work; 129, 130, 143 or 141 when HUP, INT, TERM or a closed \
      pipe stopped it.

      Example: lstm-lab run experiments/
      """,
    version: version,
    subcommands: [
      RunCommand.self, CheckCommand.self, VerifyCommand.self, DiffCommand.self, ListCommand.self,
      ShowCommand.self, InitCommand.self, SchemaCommand.self, ExplainCommand.self,
      BenchCommand.self,
      SelftestCommand.self,
    ])

  /// Parses and runs; every way out has the documented exit status.
  static func main() {
    Interruption.prepare()
    LargeBlocks.returnWhenFree()
    do {
      var command = try parseAsRoot()
      try Environment.check()
      try command.run()
      if let status = Interruption.status { leave(status) }
    } catch let status as ExitStatus {
      leave(status.rawValue)
    } catch let misuse as Misuse {
      Console.error("error: \(misuse.text)")
      leave(ExitStatus.misuse.rawValue)
    } catch let problem as FileProblem {
      if case .locked = problem, let status = Interruption.status { leave(status) }
      Console.error("error: \(problem.text)")
      leave(ExitStatus.misuse.rawValue)
    } catch {
      // Help and version are no errors: they go to stdout.
      let isHelp = exitCode(for: error).isSuccess
      if isHelp {
        Console.output(fullMessage(for: error))
        leave(Interruption.status ?? 0)
      }
      Console.error(fullMessage(for: error))
      leave(ExitStatus.misuse.rawValue)
    }
  }

  /// Ends the process.
  static func leave(_ status: Int32) -> Never {
    #if canImport(Glibc)
      Glibc.exit(status)
    #else
      Darwin.exit(status)
    #endif
  }
}
