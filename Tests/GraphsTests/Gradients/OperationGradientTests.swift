import Graphs
import Testing

/// Every differentiable operation against central differences; see `GradientCheck`.
struct OperationGradientTests {
  @Test func everyOperation() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("OperationGradientTests: seed \(seed)")
    var worst = (error: 0.0, place: "")
    for operation in OperationCase.all {
      var graph = Graph(batch: OperationCase.batch)
      let operands = operation.shapes.indices.map {
        graph.parameter("operand \($0)", operation.shapes[$0], GivenLater())
      }
      let output = try operation.apply(&graph, operands)
      for (name, error) in try GradientCheck(graph, output: output).errors(seed: seed) {
        #expect(error <= GradientCheck.bound, "\(operation), \(name), seed \(seed)")
        if error > worst.error { worst = (error, "\(operation), \(name)") }
      }
    }
    print("OperationGradientTests: worst error \(worst.error) in \(worst.place)")
  }

  /// What has no rule says so instead of giving a wrong gradient.
  @Test(arguments: [Gemm(transposeA: true), Gemm(transposeB: true)])
  func refusesTransposedProducts(_ gemm: Gemm) throws {
    try expectNotDifferentiable(gemm, inputs: 2)
  }

  @Test func refusesSumRows() throws {
    try expectNotDifferentiable(SumRows(), inputs: 1)
  }

  private func expectNotDifferentiable(_ operation: any Graphs.Operation, inputs: Int) throws {
    var graph = Graph(batch: 1)
    let operands = (0..<inputs).map { graph.parameter("\($0)", [3, 3], GivenLater()) }
    let output = try graph.append(operation, operands)[0]
    let target = graph.input("target", graph.shape(output))
    let loss = try graph.apply(Mean(.square), output, target)
    #expect(throws: ShapeError.notDifferentiable(operation: operation.name)) {
      _ = try graph.appendGradients(of: loss, for: operands)
    }
  }

  /// A parameter that takes no part has a gradient of zeros.
  @Test func unusedParameterHasZeros() throws {
    var graph = Graph(batch: 1)
    let used = graph.parameter("used", [2, 2], GivenLater())
    _ = graph.parameter("unused", [3], GivenLater())
    let output = try graph.apply(Activation(.tanh), used)
    let errors = try GradientCheck(graph, output: output).errors(seed: 1)
    #expect(errors.map { $0.name } == ["used", "unused"])
    #expect(errors.allSatisfy { $0.error <= GradientCheck.bound })
  }
}
