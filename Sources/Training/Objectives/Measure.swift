package import Graphs
package import Schemas

/// What compares a prediction with a target.
package protocol TargetComparison: Configurable {
  /// The target that it is held to.
  ///
  /// - Parameter prediction: [samples, …, columns]
  func targetForm(for prediction: Shape) -> TargetForm
}

/// What a loss or a metric is of a prediction and its target: terms, whose mean over rows it is.
package protocol Measure: TargetComparison {
  /// Appends what is computed of a batch before it is summed up.
  ///
  /// - Parameters:
  ///   - prediction: [samples, …, columns]
  ///   - target: of the form that `targetForm` says
  func terms(
    prediction: Value, target: Value, in graph: inout Graph
  ) throws(ShapeError) -> Terms
}

/// What a target must be like beside a prediction.
package struct TargetForm: Sendable, Hashable {
  /// What its numbers must be.
  package enum Numbers: Sendable, Hashable {
    case any
    /// From 0 to 1: a label or a probability.
    case zeroToOne
    /// From 0 to 1, and 1 in all in each row: one class, or probabilities of classes.
    case distribution
    /// Whole numbers from 0, each under the number of classes.
    case labels(classes: Int)
    /// Labels, or a distribution.
    case classes
  }

  /// [samples, …]; where there are labels, the last axis may also be left out.
  package let shape: Shape
  package let numbers: Numbers

  package init(_ shape: Shape, _ numbers: Numbers = .any) {
    self.shape = shape
    self.numbers = numbers
  }

  /// Whether a target has this form. The samples are known to fit.
  package func accepts(_ target: Shape) -> Bool {
    let (wanted, given) = (shape.dimensions.dropFirst(), target.dimensions.dropFirst())
    switch numbers {
    case .any, .zeroToOne, .distribution: return given == wanted
    case .labels: return given == wanted || given == wanted.dropLast()
    case .classes:
      return given == wanted || given == wanted.dropLast()
        || given.last == 1 && given.dropLast() == wanted.dropLast()
    }
  }
}
