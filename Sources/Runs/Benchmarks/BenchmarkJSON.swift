import Documents
import Schemas
import Training

/// A benchmark as a JSON document, members in a fixed order. Times are in microseconds unless their
/// name says otherwise, speeds in 10⁹ floating-point operations a second.
package enum BenchmarkJSON {
  /// Raised when a member gets another meaning; new members do not raise it.
  private static let format = 1

  package static func text(of benchmark: Benchmark) -> String {
    JSONText.text(of: document(of: benchmark))
  }

  private static func document(of benchmark: Benchmark) -> DataValue {
    let measured = benchmark.measurement
    let speed = measured.operations / measured.step.median
    return .mapping([
      .init("format", .integer(format)),
      .init("experiment", .string(benchmark.experiment)),
      .init("batch", .integer(benchmark.batch)),
      .init("parameters", .integer(benchmark.parameters)),
      .init("arena_bytes", .integer(benchmark.arenaBytes)),
      .init("instruction_set", .string(measured.instructionSet)),
      .init("threads", .integer(measured.threads)),
      .init("rounds", .integer(measured.rounds)),
      .init("steps_a_round", .integer(measured.stepsARound)),
      .init(
        "step",
        .mapping([
          .init("microseconds", spread(measured.step, scale: 1e6)),
          .init("operations", .double(measured.operations)),
          .init("gflops", .double(speed / 1e9)),
          .init("share_of_peak", .double(speed / measured.peak)),
        ])),
      .init(
        "peak",
        .mapping([
          .init("one_thread", spread(measured.peakOfOne, scale: 1e-9)),
          .init("all_threads", measured.peakOfAll.map { spread($0, scale: 1e-9) } ?? .null),
          .init("gflops", .double(measured.peak / 1e9)),
        ])),
      .init(
        "functions",
        .list(
          measured.functions.map { function in
            .mapping([
              .init("name", .string(function.name)),
              .init("nanoseconds", .double(function.seconds * 1e9)),
            ])
          })),
      .init("operations", .list(measured.calls.map { call($0, of: measured) })),
      .init("sum_of_operations", .double(measured.callSeconds * 1e6)),
    ])
  }

  private static func call(
    _ call: StepMeasurement.Call, of measured: StepMeasurement
  ) -> DataValue {
    let speed = call.seconds > 0 ? call.operations / call.seconds : 0
    return .mapping([
      .init("node", .integer(call.node)),
      .init("operation", .string(call.operation)),
      .init("kernel", .string(call.kernel)),
      .init("operations", .double(call.operations)),
      .init("microseconds", .double(call.seconds * 1e6)),
      .init("share_of_time", .double(call.seconds / measured.callSeconds)),
      .init("gflops", .double(speed / 1e9)),
      .init("share_of_peak", .double(speed / measured.peak)),
    ])
  }

  private static func spread(_ spread: Spread, scale: Double) -> DataValue {
    .mapping([
      .init("median", .double(spread.median * scale)),
      .init("minimum", .double(spread.minimum * scale)),
      .init("maximum", .double(spread.maximum * scale)),
    ])
  }
}
