import CKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// One of the ways to run a kernel. All give the same bits; they differ in speed.
package struct InstructionSet: Sendable, Hashable {
  /// As `LSTM_LAB_ISA` names it.
  package let name: String
  let runner: lab_run

  package static func == (a: Self, b: Self) -> Bool { a.name == b.name }
  package func hash(into hasher: inout Hasher) { hasher.combine(name) }

  /// The environment variable that picks one by name.
  package static let environmentVariable = "LSTM_LAB_ISA"

  /// Those that this machine can run, fastest first; the last one runs everywhere.
  package static let available: [InstructionSet] = [
    ("avx512", lab_run_avx512()), ("avx2", lab_run_avx2()), ("portable", lab_run_portable()),
  ].compactMap { name, runner in runner.map { InstructionSet(name: name, runner: $0) } }

  /// The set named by the environment, or the fastest. A name that this machine does not have
  /// falls back to the fastest; the command line refuses such a name before it gets here.
  package static let best: InstructionSet = requested.flatMap(named) ?? available[0]

  /// The name in the environment, if there is one.
  package static var requested: String? {
    getenv(environmentVariable).map { String(cString: $0) }
  }

  /// The set with this name, if this machine can run it.
  package static func named(_ name: String) -> InstructionSet? {
    available.first { $0.name == name }
  }
}
