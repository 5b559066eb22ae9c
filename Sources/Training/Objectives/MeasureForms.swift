package import Engine
package import Graphs

/// A measure whose value for a row is the mean of an expression of each prediction and its target.
package protocol ElementwiseMeasure: Measure {
  /// Of one prediction, `x`, and its target, `y`.
  var expression: Expression { get }
}

extension ElementwiseMeasure {
  package func targetForm(for prediction: Shape) -> TargetForm { TargetForm(prediction) }

  package func terms(
    prediction: Value, target: Value, in graph: inout Graph
  ) throws(ShapeError) -> Terms {
    Terms(
      .value,
      try graph.apply(Evaluate(expression, operands: 2, named: Self.title), prediction, target))
  }
}

/// A measure whose value for a row is the mean of the differences of predictions and targets, squared or
/// in magnitude; differences and what is made of them are float64.
package protocol DifferenceMeasure: Measure {
  static var reduction: KernelCall.Reduction { get }
}

extension DifferenceMeasure {
  package static var unsupportedKeys: [String] { ["reduction", "name", "dtype"] }

  package func targetForm(for prediction: Shape) -> TargetForm { TargetForm(prediction) }

  package func terms(
    prediction: Value, target: Value, in graph: inout Graph
  ) throws(ShapeError) -> Terms {
    Terms(Self.reduction, prediction, minus: target)
  }
}
