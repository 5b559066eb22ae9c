import CKernels

extension KernelCall {
  /// Whole numbers of float32 as int32.
  package static func cast(_ x: Buffer, into y: Buffer) -> KernelCall {
    x.require(y.count)
    return KernelCall(
      "cast", LAB_CAST, reads: [x], writes: [y], operations: 0,
      division: .elements(y, operations: 1),
      .init(unary: lab_unary(count: Int64(y.count), x: x.place, y: y.place)))
  }

  /// y[r] = table[ids[r]].
  ///
  /// - Parameters:
  ///   - table: rows of `columns`
  ///   - ids: int32, one a row of y
  package static func gather(
    _ table: Buffer, _ ids: Buffer, columns: Int, into y: Buffer
  ) -> KernelCall {
    y.require(ids.count * columns)
    return KernelCall(
      "gather", LAB_GATHER, reads: [table, ids], writes: [y], operations: 0,
      division: Division(.rows, count: ids.count, unit: 1, operations: Double(y.count)),
      .init(gather: arguments(table, ids, y, columns)))
  }

  /// The gradient of the table from that of the rows.
  package static func gatherGradient(
    _ dy: Buffer, _ ids: Buffer, columns: Int, into gradient: Buffer
  ) -> KernelCall {
    dy.require(ids.count * columns)
    let moved = Double(dy.count + gradient.count)
    return KernelCall(
      "gather_gradient", LAB_GATHER_GRADIENT, reads: [dy, ids], writes: [gradient],
      operations: Double(dy.count),
      division: Division(
        .columns, count: columns, unit: Division.line, operations: moved),
      .init(gather: arguments(gradient, ids, dy, columns)))
  }

  private static func arguments(
    _ table: Buffer, _ ids: Buffer, _ y: Buffer, _ columns: Int
  ) -> lab_gather {
    precondition(columns > 0 && table.count % columns == 0 && table.count > 0)
    return lab_gather(
      rows: Int64(ids.count), columns: Int64(columns), table_rows: Int64(table.count / columns),
      table: table.place, ids: ids.place, y: y.place)
  }

  /// A mask that drops a share of its elements at random and makes up for it in the others.
  ///
  /// - Parameters:
  ///   - rate: the share, in 0 ..< 1
  ///   - stream: what tells masks of one seed apart; see `Philox`
  package static func dropout(
    rate: Double, stream: UInt64, seed: Buffer, step: Buffer, into y: Buffer
  ) -> KernelCall {
    precondition((0..<1).contains(rate))
    seed.require(2)
    step.require(2)
    return KernelCall(
      "dropout", LAB_DROPOUT, reads: [seed, step], writes: [y],
      operations: 0, division: .elements(y, operations: 10),
      .init(
        dropout: lab_dropout(
          count: Int64(y.count), seed: seed.place, step: step.place,
          stream: Int64(bitPattern: stream), threshold: Int64((rate * 0x1p24).rounded(.up)),
          scale: Float(1 / (1 - rate)), y: y.place)))
  }
}
