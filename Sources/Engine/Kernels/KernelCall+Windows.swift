import CKernels

/// The windows over the steps of a sequence that a convolution reads.
package struct StepWindows: Sendable, Hashable {
  /// Windows a sample.
  package let count: Int
  /// Steps that a window reads.
  package let size: Int
  /// Steps from a window to the next.
  package let stride: Int
  /// Steps from one that a window reads to the next.
  package let dilation: Int
  /// Zeros before the first step.
  package let before: Int

  package init(count: Int, size: Int, stride: Int, dilation: Int, before: Int) {
    precondition(count > 0 && size > 0 && stride > 0 && dilation > 0 && before >= 0)
    self.count = count
    self.size = size
    self.stride = stride
    self.dilation = dilation
    self.before = before
  }
}

extension KernelCall {
  /// Mean and variance of the columns of x [rows, columns], summed in float64.
  ///
  /// - Parameters:
  ///   - weights: 0 or 1 a row; nil: all count
  ///   - epsilon: added to the number of rows
  package static func moments(
    _ x: Buffer, weights: Buffer?, epsilon: Double, mean: Buffer, variance: Buffer
  ) -> KernelCall {
    let columns = mean.count
    variance.require(columns)
    precondition(columns > 0 && x.count % columns == 0)
    weights?.require(x.count / columns)
    let operations = 4 * Double(x.count)
    return KernelCall(
      "moments", LAB_MOMENTS, reads: [x, weights], writes: [mean, variance],
      operations: operations,
      division: Division(
        .columns, count: columns, unit: Division.line, operations: operations),
      .init(
        moments: lab_moments(
          rows: Int64(x.count / columns), columns: Int64(columns), x: x.place,
          weights: weights.place, epsilon: epsilon, mean: mean.place, variance: variance.place)))
  }

  /// The windows of x [batch, steps, columns] as rows: y [batch, windows, size, columns].
  package static func unfold(
    _ x: Buffer, batch: Int, steps: Int, _ windows: StepWindows, into y: Buffer
  ) -> KernelCall {
    window("unfold", LAB_UNFOLD, x, y, batch: batch, steps: steps, windows, reads: x, writes: y)
  }

  /// The gradient of x from that of its windows y.
  package static func fold(
    _ y: Buffer, batch: Int, steps: Int, _ windows: StepWindows, into x: Buffer
  ) -> KernelCall {
    window("fold", LAB_FOLD, x, y, batch: batch, steps: steps, windows, reads: y, writes: x)
  }

  private static func window(
    _ name: String, _ kernel: lab_kernel, _ x: Buffer, _ y: Buffer, batch: Int, steps: Int,
    _ windows: StepWindows, reads: Buffer, writes: Buffer
  ) -> KernelCall {
    let columns = x.count / (batch * steps)
    x.require(batch * steps * columns)
    y.require(batch * windows.count * windows.size * columns)
    return KernelCall(
      name, kernel, reads: [reads], writes: [writes], operations: 0,
      division: Division(.samples, count: batch, unit: 1, operations: Double(y.count)),
      .init(
        unfold: lab_unfold(
          batch: Int64(batch), steps: Int64(steps), columns: Int64(columns),
          windows: Int64(windows.count), size: Int64(windows.size), stride: Int64(windows.stride),
          dilation: Int64(windows.dilation), before: Int64(windows.before), x: x.place, y: y.place))
    )
  }
}
