import CKernels

extension KernelCall {
  /// Which of `rows` rows of x hold another number than `value`: one bool each.
  package static func differs(
    _ x: Buffer, rows: Int, from value: Float, into y: Buffer
  ) -> KernelCall {
    y.require(rows)
    precondition(x.count % rows == 0)
    return KernelCall(
      "differs", LAB_DIFFERS, reads: [x], writes: [y], operations: 0,
      division: Division(
        .rows, count: rows, unit: Division.line, operations: Double(x.count)),
      .init(
        differs: lab_differs(
          rows: Int64(rows), columns: Int64(x.count / rows), x: x.place, y: y.place, value: value)))
  }

  /// The weights of rows: those given, or one, and zero where the mask is false.
  ///
  /// - Parameters:
  ///   - mask: a word a row, zero for false; nil: all count
  ///   - isMean: whether to divide by the number of rows that count
  package static func rowWeights(
    mask: Buffer?, weights: Buffer?, isMean: Bool, into result: Buffer
  ) -> KernelCall {
    mask?.require(result.count)
    weights?.require(result.count)
    return KernelCall(
      "row_weights", LAB_ROW_WEIGHTS, reads: [mask, weights], writes: [result],
      operations: isMean ? 2 * Double(result.count) : 0, division: .none,
      .init(
        row_weights: lab_row_weights(
          rows: Int64(result.count), mask: mask.place, weights: weights.place, y: result.place,
          mean: isMean ? 1 : 0)))
  }
}
