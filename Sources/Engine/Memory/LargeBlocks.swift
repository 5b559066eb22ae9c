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

  /// Whether the system would give a block of so many bytes now.
  ///
  /// Swift's arrays end the process where memory ends; so whoever is about to fill large ones asks
  /// first. It is a good guess, no promise: other threads and processes take memory too.
  package static func isAvailable(bytes: Double) -> Bool {
    guard let count = Int(exactly: bytes.rounded(.up)) else { return false }
    guard let block = malloc(count) else { return false }
    free(block)
    return true
  }
}
