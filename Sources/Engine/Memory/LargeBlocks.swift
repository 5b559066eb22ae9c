import CKernels

/// What the C library does with large blocks beside the arena: of weights that were read, or of data.
package enum LargeBlocks {
  /// Gives them back to the system as soon as they are free, from now on.
  package static func returnWhenFree() {
    lab_return_large_blocks()
  }
}
