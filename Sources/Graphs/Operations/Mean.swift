package import Engine

/// What a loss or a metric sums up: numbers, or the differences of two tensors of one shape.
///
/// All axes but the last count as rows, each of which may have a weight.
package struct Terms: Sendable, Hashable {
  package let reduction: KernelCall.Reduction
  /// [rows…, columns]
  package let values: Value
  /// What is taken away from the values, of the same shape; nil: nothing.
  package let subtrahend: Value?
  /// Whether a row counts as the mean of its columns, not as their sum.
  package let isMeanOfColumns: Bool

  package init(
    _ reduction: KernelCall.Reduction, _ values: Value, minus subtrahend: Value? = nil,
    isMeanOfColumns: Bool = true
  ) {
    self.reduction = reduction
    self.values = values
    self.subtrahend = subtrahend
    self.isMeanOfColumns = isMeanOfColumns
  }
}

/// The mean of terms over all rows, one float64: a loss. The root of a backward pass.
///
/// Inputs: the values, the subtrahend or nil, and the rows' weights [rows] or nil; the weights sum up
/// to what the mean is over, so that it is then their weighted sum.
package struct Mean: Operation {
  package let reduction: KernelCall.Reduction
  package let isMeanOfColumns: Bool
  /// What its gradient is multiplied by: the weight of the loss in the total.
  package let factor: Double
  /// Whether the mean is over all rows; else it is the sum, as a penalty is.
  package let isMeanOfRows: Bool

  package init(
    _ reduction: KernelCall.Reduction, isMeanOfColumns: Bool = true, isMeanOfRows: Bool = true,
    factor: Double = 1
  ) {
    self.reduction = reduction
    self.isMeanOfColumns = isMeanOfColumns
    self.isMeanOfRows = isMeanOfRows
    self.factor = factor
  }

  package var name: String {
    switch reduction {
    case .value: isMeanOfRows ? "Mean" : "Sum"
    case .square: isMeanOfRows ? "MeanSquaredError" : "SumOfSquares"
    case .absolute: isMeanOfRows ? "MeanAbsoluteError" : "SumOfMagnitudes"
    }
  }

  package var attributes: [String] { factor == 1 ? [] : ["factor=\(factor)"] }
  package var inputsWithoutGradient: [Int] { [1, 2] }

  package func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    guard let values = inputs[0]?.shape else { preconditionFailure("\(name) has values") }
    if let other = inputs[1]?.shape, other != values {
      throw .mismatch(operation: name, left: values, right: other)
    }
    if inputs.count > 2, let weights = inputs[2]?.shape,
      weights.elementCount != RowShape(values).rows
    {
      throw .mismatch(operation: name, left: values, right: weights)
    }
    return [TensorType([1], .float64)]
  }

  package func appendAdjoint(
    of node: GraphNode, gradients: [Value?], to adjoint: inout Adjoint
  ) throws(ShapeError) {
    precondition(gradients[0] == nil, "a loss is its own root")
    let gradient = try adjoint.applyAll(MeanGradient(of: self), node.inputs)[0]
    try adjoint.send(gradient, to: node.input(0))
  }

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    let terms = self.terms(invocation)
    if reduction == .square, isMeanOfRows, isMeanOfColumns, let other = terms.subtrahend,
      terms.weights == nil
    {
      return [.squaredError(terms.values, other, into: invocation.output(0))]
    }
    return [.reduce(terms, divisor: divisor(terms), into: invocation.output(0))]
  }

  fileprivate func terms(_ invocation: Invocation) -> KernelCall.Terms {
    let shape = RowShape(invocation.shape(0))
    return KernelCall.Terms(
      reduction, rows: shape.rows, columns: shape.columns, values: invocation.input(0),
      subtrahend: invocation.inputs[1],
      weights: invocation.inputs.count > 2 ? invocation.inputs[2] : nil)
  }

  /// What the sum of the terms is divided by; weights of rows are divided already.
  fileprivate func divisor(_ terms: KernelCall.Terms) -> Double {
    let rows = terms.weights == nil && isMeanOfRows ? Double(terms.rows) : 1
    return isMeanOfColumns ? rows * Double(terms.columns) : rows
  }
}

/// The gradient of `Mean` with respect to its values.
struct MeanGradient: Operation {
  private let mean: Mean

  init(of mean: Mean) {
    self.mean = mean
  }

  var name: String { mean.name + "Gradient" }
  var attributes: [String] { mean.attributes }
  var inPlace: [(output: Int, input: Int)] { [(0, 0)] }

  func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    guard let values = inputs[0] else { preconditionFailure("\(name) has values") }
    return [values]
  }

  func kernels(_ invocation: Invocation) -> [KernelCall] {
    let terms = mean.terms(invocation)
    if mean.reduction == .square, mean.isMeanOfRows, mean.isMeanOfColumns, mean.factor == 1,
      let other = terms.subtrahend, terms.weights == nil
    {
      return [.squaredErrorGradient(terms.values, other, into: invocation.output(0))]
    }
    return [
      .reduceGradient(
        terms, divisor: mean.divisor(terms), factor: mean.factor, into: invocation.output(0))
    ]
  }
}

/// Adds the terms of a batch to two float64 numbers that last: the sum over rows, and the weights
/// themselves. Their quotient is a metric of all batches.
///
/// Inputs: the sums, which it changes; the values; the subtrahend or nil; the rows' weights or nil.
package struct Accumulate: Operation {
  package let reduction: KernelCall.Reduction
  package let isMeanOfColumns: Bool

  package static let stateType = TensorType([2], .float64)

  package init(_ terms: Terms) {
    reduction = terms.reduction
    isMeanOfColumns = terms.isMeanOfColumns
  }

  package var name: String { "Accumulate" }
  package var changedInputs: [Int] { [0] }
  package var operandElements: OperandElements { .each([.float64, .float32, .float32, .float32]) }

  package func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] { [] }

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    let shape = RowShape(invocation.shape(1))
    let terms = KernelCall.Terms(
      reduction, rows: shape.rows, columns: shape.columns, values: invocation.input(1),
      subtrahend: invocation.inputs[2], weights: invocation.inputs[3])
    return [
      .accumulate(
        terms, divisor: isMeanOfColumns ? Double(shape.columns) : 1, into: invocation.input(0))
    ]
  }
}

/// The weights of the rows of a loss or a metric, float32 [rows]: those given, or one, and zero where
/// a step is masked.
///
/// Inputs: the mask or nil, bool of as many elements as there are rows, and the weights or nil.
package struct RowWeights: Operation {
  package let rows: Int
  /// Whether they are divided by the number of rows that count, as in a mean.
  package let isMean: Bool

  package init(rows: Int, isMean: Bool) {
    self.rows = rows
    self.isMean = isMean
  }

  package var name: String { "RowWeights" }
  package var attributes: [String] { isMean ? ["mean"] : [] }
  package var operandElements: OperandElements { .each([.bool, .float32]) }
  package var inputsWithoutGradient: [Int] { [0, 1] }

  package func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    for case .some(let input) in inputs where input.shape.elementCount != rows {
      throw .mismatch(operation: name, left: [rows], right: input.shape)
    }
    return [TensorType([rows])]
  }

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    [
      .rowWeights(
        mask: invocation.inputs[0], weights: invocation.inputs[1], isMean: isMean,
        into: invocation.output(0))
    ]
  }
}

/// A tensor seen as a table: all axes but the last are rows.
package struct RowShape: Sendable, Hashable {
  package let rows: Int
  package let columns: Int

  package init(_ shape: Shape) {
    columns = shape.dimensions.last ?? 1
    rows = Shape(Array(shape.dimensions.dropLast())).elementCount
  }
}
