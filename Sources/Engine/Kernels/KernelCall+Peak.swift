import CKernels

extension KernelCall {
  /// Floats of `peak` that stay together; its buffer holds a multiple of them.
  package static let peakGroup = 192

  /// y = fma(y, factor, addend), element by element, `rounds` times, with no memory in between: the
  /// most multiply-adds that the machine can do. For measurements; no plan has it.
  package static func peak(
    rounds: Int, factor: Float, addend: Float, into y: Buffer
  ) -> KernelCall {
    precondition(rounds >= 0 && y.count > 0 && y.count % peakGroup == 0)
    let operations = 2 * Double(rounds) * Double(y.count)
    return KernelCall(
      "peak", LAB_PEAK, reads: [y], writes: [y], operations: operations,
      division: Division(.elements, count: y.count, unit: peakGroup, operations: operations),
      .init(
        peak: lab_peak(
          count: Int64(y.count), rounds: Int64(rounds), y: y.place, factor: factor,
          addend: addend)))
  }
}
