import CKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Large blocks of memory beside the arena: of weights that were read, or of data.
package enum LargeBlocks {
  /// Has the C library give them back to the system as soon as they are free, from now on.
  package static func returnWhenFree() {
    lab_return_large_blocks()
  }

  /// Whether the system would give a block of so many bytes now: within the process's limits, and
  /// within what the system promises to all.
  ///
  /// Swift's arrays end the process where memory ends; so whoever is about to fill large ones asks
  /// first. It is a good guess, no promise: other threads and processes take memory too.
  package static func isAvailable(bytes: Double) -> Bool {
    guard let count = Int(exactly: bytes.rounded(.up)), count > 0 else { return bytes == 0 }
    // A mapping and not `malloc`, which a compiler may leave out where nothing is written to it.
    guard
      let block = mmap(nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0),
      block != MAP_FAILED
    else { return false }
    munmap(block, count)
    return true
  }
}
