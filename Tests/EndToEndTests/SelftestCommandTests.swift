import Engine
import Testing

/// `lstm-lab selftest` shows every kernel under every instruction set of this machine.
@Suite struct SelftestCommandTests {
  @Test func `shows a digest and a verdict for every kernel`() throws {
    let result = Command.run("selftest", in: try Workspace())
    #expect(result.status == 0, "\(result.error)")
    let rows = result.output.split(separator: "\n").map { $0.split(separator: " ") }
    let sets = InstructionSet.available.map { $0.name }
    #expect(rows.first?.map { String($0) } == ["kernel", "digest"] + sets)
    #expect(rows.count == 1 + SelftestCase.all.count)
    for (row, one) in zip(rows.dropFirst(), SelftestCase.all) {
      #expect(row[0] == one.name)
      #expect(row[1].count == 16 && UInt64(row[1], radix: 16) == one.expected)
      #expect(row.dropFirst(2).allSatisfy { $0 == "ok" })
      #expect(row.count == 2 + sets.count)
    }
    #expect(result.error.contains("every digest is the committed one"))
  }

  /// It is about every set, also where the environment asks for one.
  @Test func `does not depend on the instruction set asked for`() throws {
    let results = try [[:], ["LSTM_LAB_ISA": "portable"]].map {
      Command.run("selftest", in: try Workspace(), environment: $0).output
    }
    #expect(results[0] == results[1])
  }
}
