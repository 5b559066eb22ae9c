import CKernels

/// One kernel with its operands, checked against the sizes of their buffers when it is made.
package struct KernelCall: Sendable {
  /// The kernel's name, as `show plan` prints it.
  package let name: String
  /// The buffers that it reads and writes (one that it updates stands in both).
  package let reads: [Buffer]
  package let writes: [Buffer]
  /// Floating-point operations of what it computes, whatever way it takes to compute it: a fused
  /// multiply-add counts as two; an elementary function, a minimum and a maximum count as one; changes
  /// of sign, comparisons, choices, random bits and moves count as none. Reports tell their sum, so
  /// it depends on shapes alone.
  package let operations: Double
  /// How its work is shared out among threads.
  package let division: Division
  /// The lane that it belongs to: calls of one lane are done by one thread, in their order, and are not
  /// divided. Nil: it may be divided.
  package private(set) var lane: Int?
  private(set) var call: lab_call
  /// What the call points to.
  let code: ExpressionCode?

  init(
    _ name: String, _ kernel: lab_kernel, reads: [Buffer?], writes: [Buffer?], operations: Double,
    division: Division, code: ExpressionCode? = nil, _ arguments: lab_arguments
  ) {
    self.name = name
    self.reads = reads.compactMap { $0 }
    self.writes = writes.compactMap { $0 }
    self.operations = operations
    self.division = division
    self.code = code
    call = lab_call(
      kernel: Int64(kernel.rawValue), parts: Int64(division.parts), owner: 0,
      arguments: arguments)
  }

  /// The call as one of a lane's.
  package func inLane(_ lane: Int) -> KernelCall {
    var call = self
    call.lane = lane
    call.call.owner = Int64(lane)
    return call
  }
}

extension Optional where Wrapped == Buffer {
  /// The buffer's place, or the mark of an absent operand.
  var place: Int64 { map { $0.place } ?? Int64(LAB_ABSENT) }
}

extension Buffer {
  var place: Int64 { Int64(offset) }

  /// Traps unless the buffer holds one float64.
  func requireDouble() {
    require(2)
    precondition(offset % 2 == 0, "a float64 begins at an even offset")
  }

  /// Traps unless the buffer holds `needed` floats.
  func require(_ needed: Int) {
    precondition(count == needed, "a kernel's operand has the size that its shape says")
  }
}
