#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why the system refused, in its own words: "Permission denied".
package struct SystemReason {
  package let text: String
  /// Whether there is no such file.
  package let isMissing: Bool

  package init(_ error: any Error) {
    guard let code = ((error as? CocoaError)?.underlying as? POSIXError)?.code else {
      (text, isMissing) = ("the system gives no reason", false)
      return
    }
    text = String(cString: strerror(code.rawValue))
    isMissing = code == .ENOENT
  }
}
