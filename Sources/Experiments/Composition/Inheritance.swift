import Diagnostics
import YAML

/// That a file extends another.
struct Inheritance: Sendable {
  /// The path behind `extends`, in the file.
  let place: SourceRange

  /// The diagnostic with the place that brought its text into the file, if the text stands in a
  /// file above.
  func explain(_ diagnostic: Diagnostic) -> Diagnostic {
    guard let range = diagnostic.label?.range, range.source !== place.source,
      range.source.name != Diagnostic.commandLine, diagnostic.related == nil
    else { return diagnostic }
    return diagnostic.relating(to: place, "inherited here")
  }
}
