import CKernels

extension KernelCall {
  /// A function of the rows of a table; see `lab_rows` for the equations.
  package enum RowFunction: Sendable, Hashable, CaseIterable {
    case softmax, logSoftmax, normalize

    fileprivate var function: Int64 {
      switch self {
      case .softmax: Int64(LAB_ROW_SOFTMAX.rawValue)
      case .logSoftmax: Int64(LAB_ROW_LOG_SOFTMAX.rawValue)
      case .normalize: Int64(LAB_ROW_NORMALIZE.rawValue)
      }
    }
  }

  /// A function of every row of x [rows, columns]; y may be x.
  package static func rows(
    _ function: RowFunction, _ x: Buffer, columns: Int, into y: Buffer
  ) -> KernelCall {
    x.require(y.count)
    let rows = y.count / columns
    let operations = (function == .normalize ? 2 : 3) * Double(y.count)
    return KernelCall(
      "rows", LAB_ROWS, reads: [x], writes: [y], operations: operations,
      division: Division(.rows, count: rows, unit: 1, operations: operations),
      .init(
        rows: lab_rows(
          rows: Int64(rows), columns: Int64(columns), x: x.place, y: y.place,
          function: function.function)))
  }

  /// Its gradient.
  ///
  /// - Parameter value: what the function gave; for `normalize` what it took
  package static func rowsGradient(
    _ function: RowFunction, value: Buffer, dy: Buffer, columns: Int, into dx: Buffer
  ) -> KernelCall {
    value.require(dx.count)
    dy.require(dx.count)
    let (rows, operations) = (dx.count / columns, 4 * Double(dx.count))
    return KernelCall(
      "rows_gradient", LAB_ROWS_GRADIENT, reads: [value, dy], writes: [dx], operations: operations,
      division: Division(.rows, count: rows, unit: 1, operations: operations),
      .init(
        rows_gradient: lab_rows_gradient(
          rows: Int64(rows), columns: Int64(columns), value: value.place, dy: dy.place,
          dx: dx.place, function: function.function)))
  }

  /// A row for each label, 1 at its place and 0 elsewhere.
  package static func oneHot(_ labels: Buffer, classes: Int, into y: Buffer) -> KernelCall {
    y.require(labels.count * classes)
    return KernelCall(
      "one_hot", LAB_ONE_HOT, reads: [labels], writes: [y], operations: 0,
      division: Division(.rows, count: labels.count, unit: 1, operations: Double(y.count)),
      .init(
        one_hot: lab_one_hot(
          rows: Int64(labels.count), columns: Int64(classes), labels: labels.place, y: y.place)))
  }

  /// For each row 1 where the largest prediction stands where the target says, else 0.
  ///
  /// - Parameter target: of the predictions' size, or a label a row
  package static func classMatch(
    _ prediction: Buffer, _ target: Buffer, columns: Int, into y: Buffer
  ) -> KernelCall {
    prediction.require(y.count * columns)
    let isLabel = target.count == y.count && columns > 1
    if !isLabel { target.require(prediction.count) }
    return KernelCall(
      "class_match", LAB_CLASS_MATCH, reads: [prediction, target], writes: [y],
      operations: 0,
      division: Division(
        .rows, count: y.count, unit: Division.line, operations: Double(prediction.count)),
      .init(
        class_match: lab_class_match(
          rows: Int64(y.count), columns: Int64(columns), prediction: prediction.place,
          target: target.place, is_label: isLabel ? 1 : 0, y: y.place)))
  }
}
