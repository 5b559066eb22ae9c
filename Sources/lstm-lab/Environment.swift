import Engine

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What the command reads from its environment.
enum Environment {
  /// The processors that this process may use.
  static var processorCount: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// A variable's value, if it is set and not empty.
  static func value(_ name: String) -> String? {
    guard let value = ProcessInfo.processInfo.environment[name], !value.isEmpty else { return nil }
    return value
  }

  /// Refuses an instruction set that this machine does not have.
  static func check() throws {
    guard let name = InstructionSet.requested, InstructionSet.named(name) == nil else { return }
    let known = InstructionSet.available.map { "`\($0.name)`" }.joined(separator: ", ")
    throw Misuse(
      text: "\(InstructionSet.environmentVariable)=\(name): this machine has \(known)")
  }
}
