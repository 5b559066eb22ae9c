import CKernels

extension KernelCall {
  /// A function of one element.
  package enum Unary: Sendable, CaseIterable {
    case exp, sigmoid, tanh, relu
    /// x, or zero where |x| < 2⁻⁶³; see `Float.flushed`.
    case flush
  }

  /// A function of two elements; the gradients take (y, dy) and give dx.
  package enum Binary: Sendable, CaseIterable {
    case add, multiply, sigmoidGradient, tanhGradient, reluGradient
  }

  /// y = f(x), element by element; `y` may be `x`.
  package static func unary(_ function: Unary, _ x: Buffer, into y: Buffer) -> KernelCall {
    x.require(y.count)
    let kernel =
      switch function {
      case .exp: ("exp", LAB_EXP)
      case .sigmoid: ("sigmoid", LAB_SIGMOID)
      case .tanh: ("tanh", LAB_TANH)
      case .relu: ("relu", LAB_RELU)
      case .flush: ("flush", LAB_FLUSH)
      }
    return KernelCall(
      kernel.0, kernel.1, reads: [x], writes: [y],
      operations: function == .flush ? 0 : Double(y.count),
      division: .elements(y, operations: 10),
      .init(unary: lab_unary(count: Int64(y.count), x: x.place, y: y.place)))
  }

  /// Sets every element to zero.
  package static func clear(_ y: Buffer) -> KernelCall {
    KernelCall(
      "clear", LAB_CLEAR, reads: [], writes: [y], operations: 0,
      division: .elements(y, operations: 1),
      .init(unary: lab_unary(count: Int64(y.count), x: y.place, y: y.place)))
  }

  /// y = f(a, b), element by element; `y` may be `a` or `b`.
  package static func binary(
    _ function: Binary, _ a: Buffer, _ b: Buffer, into y: Buffer
  ) -> KernelCall {
    a.require(y.count)
    b.require(y.count)
    let kernel: (String, lab_kernel, Double) =
      switch function {
      case .add: ("add", LAB_ADD, 1.0)
      case .multiply: ("multiply", LAB_MULTIPLY, 1)
      case .sigmoidGradient: ("sigmoid_gradient", LAB_SIGMOID_GRADIENT, 3)
      case .tanhGradient: ("tanh_gradient", LAB_TANH_GRADIENT, 3)
      case .reluGradient: ("relu_gradient", LAB_RELU_GRADIENT, 1)
      }
    return KernelCall(
      kernel.0, kernel.1, reads: [a, b], writes: [y], operations: kernel.2 * Double(y.count),
      division: .elements(y, operations: 3),
      .init(binary: lab_binary(count: Int64(y.count), a: a.place, b: b.place, y: y.place)))
  }

  /// y = fma(a, b, c), element by element; `y` may be any of them.
  package static func multiplyAdd(
    _ a: Buffer, _ b: Buffer, _ c: Buffer, into y: Buffer
  ) -> KernelCall {
    for operand in [a, b, c] { operand.require(y.count) }
    return KernelCall(
      "multiply_add", LAB_MULTIPLY_ADD, reads: [a, b, c], writes: [y],
      operations: 2 * Double(y.count), division: .elements(y, operations: 3),
      .init(
        ternary: lab_ternary(
          count: Int64(y.count), a: a.place, b: b.place, c: c.place, y: y.place)))
  }

  /// y[r, c] = mask[r] ? a[r, c] : b[r, c], where a word of the mask that is not zero means yes.
  ///
  /// - Parameters:
  ///   - mask: as many words as there are rows
  ///   - a, b: rows of the same length; nil is zeros; one of them may be `y`
  package static func select(
    _ mask: Buffer, _ a: Buffer?, _ b: Buffer?, into y: Buffer
  ) -> KernelCall {
    precondition(mask.count > 0 && y.count % mask.count == 0, "every row has a condition")
    a?.require(y.count)
    b?.require(y.count)
    let (rows, columns) = (mask.count, y.count / mask.count)
    return KernelCall(
      "select", LAB_SELECT, reads: [mask, a, b], writes: [y], operations: 0,
      division: Division(
        .rows, count: rows, unit: columns == 1 ? Division.line : 1, operations: Double(y.count)),
      .init(
        select: lab_select(
          rows: Int64(rows), columns: Int64(columns), mask: mask.place, a: a.place, b: b.place,
          y: y.place)))
  }

  /// Reverses the steps of every sample: `x` and `y` are [batch, steps, columns].
  package static func reverse(
    _ x: Buffer, batch: Int, steps: Int, into y: Buffer
  ) -> KernelCall {
    x.require(y.count)
    precondition(batch > 0 && steps > 0 && y.count % (batch * steps) == 0)
    return KernelCall(
      "reverse", LAB_REVERSE, reads: [x], writes: [y], operations: 0,
      division: Division(.samples, count: batch, unit: 1, operations: Double(y.count)),
      .init(
        reverse: lab_reverse(
          batch: Int64(batch), steps: Int64(steps), columns: Int64(y.count / (batch * steps)),
          x: x.place, y: y.place)))
  }

  /// Copies a view of dense rows onto another of the same shape.
  package static func copy(_ x: Matrix, into y: Matrix) -> KernelCall {
    precondition(x.rows == y.rows && x.columns == y.columns)
    precondition(x.columnStride == 1 && y.columnStride == 1)
    return KernelCall(
      "copy", LAB_COPY, reads: [x.buffer], writes: [y.buffer], operations: 0,
      division: Division(
        .rows, count: x.rows, unit: 1, operations: Double(x.rows * x.columns)),
      .init(
        copy: lab_copy(
          rows: Int64(x.rows), columns: Int64(x.columns), x: x.place, x_row: Int64(x.rowStride),
          y: y.place, y_row: Int64(y.rowStride))))
  }

  /// y[c] = Σ over r of x[r, c], one chain from zero: `x` is rows × columns.
  package static func sumRows(
    _ x: Buffer, rows: Int, columns: Int, into y: Buffer
  ) -> KernelCall {
    x.require(rows * columns)
    y.require(columns)
    return KernelCall(
      "sum_rows", LAB_SUM_ROWS, reads: [x], writes: [y], operations: Double(rows * columns),
      division: Division(
        .columns, count: columns, unit: Division.line, operations: Double(rows * columns)),
      .init(
        sum_rows: lab_sum_rows(
          rows: Int64(rows), columns: Int64(columns), x: x.place, y: y.place)))
  }
}

extension Division {
  /// Element by element, each taking some operations.
  static func elements(_ buffer: Buffer, operations: Double) -> Division {
    Division(
      .elements, count: buffer.count, unit: line, operations: operations * Double(buffer.count))
  }
}
