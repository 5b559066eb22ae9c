import Sanitizers
import Testing

/// Memory does not grow with what a run has behind it, and where it ends, one experiment fails.
///
/// Only Linux tells a process's peak while it runs.
#if os(Linux)
  @Suite(.enabled(if: !is_sanitized(), "a sanitizer takes memory and addresses of its own"))
  struct MemoryTests {
    private let workspace: Workspace
    private static let limit = 64 << 20

    init() throws {
      workspace = try Workspace()
    }

    private func peak(_ name: String, _ text: String) throws -> Int {
      try workspace.write(text, to: "experiments/\(name).yaml")
      let result = Command.start(["run", "experiments/\(name).yaml"], in: workspace)
        .wait(measuresMemory: true)
      #expect(result.status == 0, "\(result.error.suffix(200))")
      return result.peakMemory
    }

    @Test func `does not grow with the points of a matrix`() throws {
      let peaks = try [200, 3000].map { count in
        try peak(
          "m\(count)", ExperimentText.echo(more: "matrix: {seed: {from: 1, to: \(count)}}"))
      }
      // Their names and their rows of the summary are kept: some hundred bytes a point.
      #expect(peaks[1] < Self.limit && peaks[1] - peaks[0] < 3000 * 1000, "\(peaks)")
    }

    @Test func `does not grow with the epochs`() throws {
      let peaks = try [1000, 1_000_000].map { epochs in
        try peak("e\(epochs)", ExperimentText.echo(epochs: epochs))
      }
      #expect(peaks[1] < Self.limit && peaks[1] - peaks[0] < 4 << 20, "\(peaks)")
    }

    @Test func `ends one experiment alone where there is not enough of it`() throws {
      let large = ExperimentText.echo(epochs: 1)
        .replacing("length: 2", with: "length: 60000000")
        .replacing("reshape: [2, 1]", with: "reshape: [60000000, 1]")
      try workspace.write(ExperimentText.echo(), to: "experiments/a.yaml")
      try workspace.write(large, to: "experiments/b.yaml")
      try workspace.write(ExperimentText.echo(), to: "experiments/c.yaml")
      let result = Command.start(
        ["run", "experiments"], in: workspace, addressSpace: 2_000_000
      ).wait()
      #expect(result.status == 1, "\(result.error)")
      #expect(result.error.contains("error[LAB2011]: the system does not give the 1.8 GiB"))
      #expect(result.error.contains("2 done, 1 failed"))
      #expect(workspace.exists("results/c/report.json") && !workspace.exists("results/b"))
    }
  }
#endif
