extension Program {
  /// How many calls there are.
  package var count: Int { calls.count }

  /// The call of an index as a program, divided among threads as it is in the whole: for
  /// measurements.
  package func alone(_ index: Int) -> Program { Program(call: index, of: self) }

  private init(call index: Int, of program: Program) {
    calls = [program.calls[index]]
    arenaCount = program.arenaCount
    segments = [0..<1]
    parts = program.parts
  }
}
