/// Which samples are trained on, which are measured after each epoch, and which only at the end.
package struct SampleParts: Sendable, Hashable {
  package let training: [Int]
  package let validation: [Int]
  package let test: [Int]

  package init(training: [Int], validation: [Int] = [], test: [Int] = []) {
    self.training = training
    self.validation = validation
    self.test = test
  }

  /// All of some samples are trained on.
  package init(all count: Int) {
    self.init(training: Array(0..<count))
  }
}
