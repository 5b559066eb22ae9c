import ArgumentParser
import Documents
import Engine

/// `lstm-lab selftest`
struct SelftestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "selftest",
    abstract: "Tells whether this machine's numbers are those of every other machine.",
    discussion: """
      Runs every kernel under every instruction set that the machine has, whole and divided as \
      among threads, and compares a digest of all bits with the committed one.

      Example: lstm-lab selftest
      """)

  func run() throws {
    let sets = InstructionSet.available
    let cases = SelftestCase.all
    let results = cases.map { one in sets.map { one.run(with: $0) } }
    let rows = zip(cases, results).map { one, results in
      [one.name, Self.text(of: one.expected)] + results.map { Self.verdict(on: $0) }
    }
    let columns = ["kernel", "digest"] + sets.map { $0.name }
    Console.output(TextTable(columns.map { .left($0) }, rows: rows).text())

    let all = results.flatMap { $0 }
    let wrong = all.count { !$0.isExpected }
    let names = sets.map { $0.name }.joined(separator: ", ")
    let what = "\(Plural.text(cases.count, "kernel")) under \(names)"
    guard wrong == 0 else {
      Console.error("\(what): \(wrong) of \(all.count) digests are not the committed ones")
      throw ExitStatus.finding
    }
    Console.error("\(what): every digest is the committed one")
  }

  /// What stands in an instruction set's column.
  private static func verdict(on result: SelftestResult) -> String {
    if result.isExpected { return "ok" }
    guard let parts = result.differingParts else { return text(of: result.digest) }
    return "\(text(of: result.digest)), other bits in \(parts) parts"
  }

  /// Sixteen hexadecimal digits.
  private static func text(of digest: UInt64) -> String {
    let digits = String(digest, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
