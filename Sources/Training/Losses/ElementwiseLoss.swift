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
    Terms(.value, try graph.apply(Evaluate(expression, named: Self.title), prediction, target))
  }
}
