#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The one block of memory in which a model is trained: every tensor of a plan lives here.
///
/// Zero-filled at first, aligned to 64 bytes. Reads and writes are checked against its size.
/// An arena belongs to one training run at a time.
package final class Arena {
  /// The size in floats.
  package let count: Int
  private let base: UnsafeMutablePointer<Float>
  /// What was allocated, to free it.
  private let block: UnsafeMutableRawPointer

  /// An alignment that suits every vector width and a cache line, in bytes.
  private static let alignment = 64
  /// The size and alignment of a large page where there are any, in bytes: on x86-64 and AArch64.
  private static let largePage = 2 << 20

  /// An arena of some size in floats; where the system does not give the memory, the process ends.
  package convenience init(count: Int) {
    // swift-format-ignore: NeverForceUnwrap
    self.init(ifAvailable: count)!
  }

  /// An arena of some size in floats; nil where the system does not give the memory.
  package init?(ifAvailable count: Int) {
    precondition(count >= 0)
    self.count = count
    let bytes = max(count, 1) * MemoryLayout<Float>.stride
    let usesLargePages = bytes >= 2 * Self.largePage
    let alignment = usesLargePages ? Self.largePage : Self.alignment
    // A large block of zeros is not there before it is written to, nor is what stands before its
    // aligned part.
    guard let block = calloc(bytes + alignment, 1) else { return nil }
    self.block = block
    let memory = block.alignedUp(toMultipleOf: alignment)
    #if canImport(Glibc)
      // A request, not a need: rows of a batch stand pages apart, and each large page is one entry
      // where small ones are five hundred.
      if usesLargePages { _ = madvise(memory, bytes, MADV_HUGEPAGE) }
    #endif
    base = memory.bindMemory(to: Float.self, capacity: max(count, 1))
  }

  deinit {
    free(block)
  }

  /// Runs a program over the arena.
  ///
  /// - Parameter team: shares the work if the program is worth it; nil: this thread does all of it
  /// - Precondition: the arena is at least as large as the program needs.
  package func run(
    _ program: Program, with instructions: InstructionSet = .best, team: ThreadTeam? = nil
  ) {
    precondition(program.arenaCount <= count, "the program was made for a larger arena")
    if let team, team.count > 1, program.parts > 1 {
      team.run(program, with: instructions, base: base)
      return
    }
    program.calls.withUnsafeBufferPointer { calls in
      guard let first = calls.baseAddress else { return }
      instructions.runner(first, Int64(calls.count), base, 0, 1)
    }
  }

  /// Runs one part of a call, however small the call is: for tests and measurements.
  package func run(
    _ call: KernelCall, part: Int, of parts: Int, with instructions: InstructionSet = .best
  ) {
    precondition(Program([call]).arenaCount <= count, "the call was made for a larger arena")
    var divided = call.call
    divided.parts = Int64(parts)
    instructions.runner(&divided, 1, base, Int64(part), Int64(parts))
  }

  /// Copies `values` into `buffer`; the counts must be the same.
  package func write(_ values: [Float], to buffer: Buffer) {
    precondition(values.count == buffer.count && buffer.end <= count)
    values.withUnsafeBufferPointer { source in
      guard let first = source.baseAddress else { return }
      (base + buffer.offset).update(from: first, count: source.count)
    }
  }

  /// Copies row after row of `values`, each `rowCount` floats long, in the order of `rows`.
  package func gather(_ rows: ArraySlice<Int>, of values: [Float], rowCount: Int, to buffer: Buffer)
  {
    precondition(rows.count * rowCount == buffer.count && buffer.end <= count)
    values.withUnsafeBufferPointer { source in
      guard let first = source.baseAddress else { return }
      var target = base + buffer.offset
      for row in rows {
        precondition(row >= 0 && (row + 1) * rowCount <= source.count)
        target.update(from: first + row * rowCount, count: rowCount)
        target += rowCount
      }
    }
  }

  /// The floats that `buffer` holds.
  package func read(_ buffer: Buffer) -> [Float] {
    precondition(buffer.end <= count)
    return [Float](UnsafeBufferPointer(start: base + buffer.offset, count: buffer.count))
  }

  /// Puts one float64 number at the start of `buffer`.
  package func write(_ value: Double, to buffer: Buffer) {
    precondition(buffer.end <= count && buffer.offset % 2 == 0 && buffer.count >= 2)
    UnsafeMutableRawPointer(base + buffer.offset).storeBytes(of: value, as: Double.self)
  }

  /// Puts one integer of two words, the lower half first, at the start of `buffer`.
  package func write(_ value: UInt64, to buffer: Buffer) {
    precondition(buffer.end <= count && buffer.count >= 2)
    let words = UnsafeMutableRawPointer(base + buffer.offset)
    words.storeBytes(of: UInt32(truncatingIfNeeded: value), as: UInt32.self)
    words.storeBytes(of: UInt32(value >> 32), toByteOffset: 4, as: UInt32.self)
  }

  /// The two float64 numbers at the start of `buffer`.
  package func readTwoDoubles(_ buffer: Buffer) -> (Double, Double) {
    precondition(buffer.count >= 4)
    return (
      readDouble(buffer), readDouble(Buffer(offset: buffer.offset + 2, count: 2))
    )
  }

  /// The one float64 number at the start of `buffer`.
  package func readDouble(_ buffer: Buffer) -> Double {
    precondition(buffer.end <= count && buffer.offset % 2 == 0 && buffer.count >= 2)
    return UnsafeRawPointer(base + buffer.offset).load(as: Double.self)
  }

  /// Sets every float of `buffer` to zero.
  package func clear(_ buffer: Buffer) {
    precondition(buffer.end <= count)
    (base + buffer.offset).update(repeating: 0, count: buffer.count)
  }
}

/// A stretch of an arena: where it begins and how long it is, both in floats.
package struct Buffer: Sendable, Hashable {
  package let offset: Int
  package let count: Int

  package init(offset: Int, count: Int) {
    precondition(offset >= 0 && count >= 0, "a buffer lies inside its arena")
    self.offset = offset
    self.count = count
  }

  /// The first offset behind the buffer.
  package var end: Int { offset + count }

  /// Whether the two share a float.
  package func overlaps(_ other: Buffer) -> Bool {
    offset < other.end && other.offset < end
  }
}
