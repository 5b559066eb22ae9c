import CKernels

extension KernelCall {
  /// What of the difference of two numbers a sum takes.
  package enum Reduction: Sendable, Hashable, CaseIterable {
    case value, square, absolute

    fileprivate var kind: Int64 {
      switch self {
      case .value: Int64(LAB_REDUCE_VALUE.rawValue)
      case .square: Int64(LAB_REDUCE_SQUARE.rawValue)
      case .absolute: Int64(LAB_REDUCE_ABSOLUTE.rawValue)
      }
    }
  }

  /// What a sum goes over: rows × columns numbers, or the differences of two such tables, each row
  /// with its weight.
  package struct Terms: Sendable {
    package let reduction: Reduction
    package let rows: Int
    package let columns: Int
    package let values: Buffer
    /// What is taken away from the values; nil: nothing.
    package let subtrahend: Buffer?
    /// [rows]; nil: one each. Rows of weight zero count for nothing, whatever they hold.
    package let weights: Buffer?

    package init(
      _ reduction: Reduction, rows: Int, columns: Int, values: Buffer, subtrahend: Buffer?,
      weights: Buffer?
    ) {
      values.require(rows * columns)
      subtrahend?.require(rows * columns)
      weights?.require(rows)
      self.reduction = reduction
      self.rows = rows
      self.columns = columns
      self.values = values
      self.subtrahend = subtrahend
      self.weights = weights
    }

    fileprivate var reads: [Buffer?] { [values, subtrahend, weights] }
    fileprivate var count: Double { Double(rows) * Double(columns) }

    /// Of their sum: of each term its difference, square and addition, of each row its weight.
    fileprivate var operations: Double {
      let each = (subtrahend == nil ? 1.0 : 2) + (reduction == .square ? 1 : 0)
      return each * count + (weights == nil ? 0 : Double(rows))
    }

    /// Of their gradient: of each term its difference and the multiplication by the factor of all, of
    /// each row its weight.
    fileprivate var gradientOperations: Double {
      let each = subtrahend == nil || reduction == .value ? 1.0 : 2
      return each * count + (weights == nil ? 0 : Double(rows))
    }
  }

  /// (Σ of all terms) / divisor as one float64, summed in float64 in order.
  package static func reduce(_ terms: Terms, divisor: Double, into sum: Buffer) -> KernelCall {
    sum.requireDouble()
    return reduce(terms, divisor: divisor, into: sum, accumulates: false)
  }

  /// Adds (Σ of all terms) / divisor to the first of two float64 numbers, and the weights to the second.
  package static func accumulate(
    _ terms: Terms, divisor: Double, into sums: Buffer
  ) -> KernelCall {
    sums.require(4)
    precondition(sums.offset % 2 == 0, "a float64 begins at an even offset")
    return reduce(terms, divisor: divisor, into: sums, accumulates: true)
  }

  private static func reduce(
    _ terms: Terms, divisor: Double, into sum: Buffer, accumulates: Bool
  ) -> KernelCall {
    KernelCall(
      "reduce", LAB_REDUCE, reads: terms.reads + (accumulates ? [sum] : []), writes: [sum],
      operations: terms.operations, division: .none,
      .init(
        reduce: lab_reduce(
          rows: Int64(terms.rows), columns: Int64(terms.columns), a: terms.values.place,
          b: terms.subtrahend.place, weights: terms.weights.place, sum: sum.place,
          kind: terms.reduction.kind, accumulate: accumulates ? 1 : 0, divisor: divisor)))
  }

  /// The gradient of factor · `reduce` with respect to the values.
  package static func reduceGradient(
    _ terms: Terms, divisor: Double, factor: Double, into gradient: Buffer
  ) -> KernelCall {
    gradient.require(terms.rows * terms.columns)
    let power = terms.reduction == .square ? 2.0 : 1
    return KernelCall(
      "reduce_gradient", LAB_REDUCE_GRADIENT, reads: terms.reads, writes: [gradient],
      operations: terms.gradientOperations,
      division: Division(.rows, count: terms.rows, unit: 1, operations: 3 * terms.count),
      .init(
        reduce_gradient: lab_reduce_gradient(
          rows: Int64(terms.rows), columns: Int64(terms.columns), a: terms.values.place,
          b: terms.subtrahend.place, weights: terms.weights.place, y: gradient.place,
          kind: terms.reduction.kind, scale: Float(factor * power / divisor))))
  }
}
