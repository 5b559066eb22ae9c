import CheckSupport
import Experiments
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Matrices as large as they may be, and larger.
@Suite struct HostileMatrixTests {
  private func told(_ matrix: String) -> String {
    Told.firstLine("matrix: \(matrix)\n" + Told.rest)
  }

  private func file(_ matrix: String) -> ExperimentFile {
    Checking.file(Array("matrix: \(matrix)\n\(Told.rest)".utf8))
  }

  @Test func tooManyPoints() {
    #expect(
      told("{seed: {from: 0, to: 1000000}}")
        == "x.yaml:1:16: error[LAB1014]: the matrix has 1000001 points; at most 1000000 are allowed"
    )
    #expect(
      told("{seed: {from: 0, to: 9007199254740992}, training.epochs: {from: 1, to: 1000}}")
        .contains("; at most 1000000 are allowed"))
  }

  /// A million points are a million, and none of them is made before it is asked for.
  @Test func aMillionPoints() {
    let before = largestMemory()
    let file = file("{seed: {from: 1, to: 1000}, training.epochs: {from: 1, to: 1000}}")
    #expect(file.count == 1_000_000)
    for (point, seed, epochs) in [(0, 1, 1), (999, 1, 1000), (1000, 2, 1), (999_999, 1000, 1000)] {
      let experiment = file[point].experiment?.experiment
      #expect(experiment?.seed == seed)
      #expect(experiment?.training.epochs == epochs)
    }
    // A node a point would be some 200 MB. Other tests run at the same time.
    #expect(largestMemory() - before < 100 << 20)
  }

  /// Exclusions and inclusions over a million points, and what is left of them.
  @Test func rulesOverAMillionPoints() {
    let file = file(
      "{seed: {from: 1, to: 1000}, training.epochs: {from: 1, to: 1000}, "
        + "exclude: [{seed: 1}, {seed: 2, training.epochs: 7}], "
        + "include: [{training.epochs: 3, training.shuffle: false}, {seed: 1, training.epochs: 4}]}"
    )
    // 1000 and 1 are taken away; the second inclusion agrees with none that is left.
    #expect(file.count == 1_000_000 - 1001 + 1)
    let (first, third) = (file[0].experiment?.experiment, file[2].experiment?.experiment)
    #expect(first?.seed == 2)
    #expect(first?.training.shuffles == true)
    #expect(third?.training.epochs == 3)
    #expect(third?.training.shuffles == false)
    let last = file[file.count - 1].experiment?.experiment
    #expect(last?.seed == 1)
    #expect(last?.training.epochs == 4)
  }

  @Test func tooManyRules() {
    let rules = (0..<21).map { "{seed: \($0)}" }.joined(separator: ", ")
    #expect(
      told("{seed: {from: 1, to: 1000}, training.epochs: {from: 1, to: 1000}, exclude: [\(rules)]}")
        == "x.yaml:1:9: error[LAB1014]: the matrix has 21 rules; with so many points at most 20 are "
        + "allowed")
  }

  @Test func tooManyKeys() {
    let keys = (0..<33).map { "k\($0): [1]" }.joined(separator: ", ")
    #expect(
      told("{\(keys)}")
        == "x.yaml:1:9: error[LAB1014]: the matrix has 33 keys; at most 32 are allowed")
  }

  @Test func deepPath() {
    let path = "variables" + String(repeating: ".a", count: 200_000)
    #expect(
      Told.firstLine("matrix:\n  ? \(path)\n  : [1]\n" + Told.rest)
        == "x.yaml:2:5: error[LAB1012]: the key has more than 64 parts")
  }

  /// Points that are all wrong, each in its own way, are not all told.
  @Test func manyWrongPoints() {
    let file = file("{seed: {from: -1100, to: -1}}")
    #expect(file.count == 1100)
    let text = Checking.text(of: file)
    #expect(text.split(separator: "x.yaml").count { $0.contains("error[") } == 1001)
    #expect(text.contains("x.yaml: error[LAB0003]: more than 1000 problems\n"))
  }

  /// In bytes.
  private func largestMemory() -> Int {
    var usage = rusage()
    #if canImport(Glibc)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return usage.ru_maxrss << 10
    #else
      getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss
    #endif
  }
}
