import CheckSupport
import Diagnostics
import Documents
import Experiments
import Schemas
import YAML

/// Takes one text the whole way, from bytes to checked experiments, and tells what must not be.
package enum LanguageCase {
  /// Of a large matrix only the first points and the last are checked.
  private static let pointLimit = 8
  /// Of many diagnostics' places only the first are counted anew.
  private static let placeLimit = 20

  /// What is wrong with how the text was taken; nothing for whatever text.
  package static func violations(of text: Mutator.Case) -> [String] {
    let file = ExperimentFile.read(text.bytes, at: .planned(text.path))
    var diagnostics = file.diagnostics
    var experiments: [CheckedExperiment] = []
    var points = Array(0..<min(file.count, pointLimit))
    if file.count > pointLimit { points.append(file.count - 1) }
    for point in points {
      let loaded = file[point]
      diagnostics += loaded.diagnostics
      if let experiment = loaded.experiment { experiments.append(experiment) }
    }
    if file.count <= pointLimit,
      Checking.diagnostics(of: file).isEmpty != diagnostics.isEmpty
    {
      return ["`check` does not tell what its parts do"]
    }
    if diagnostics.isEmpty {
      return experiments.isEmpty
        ? ["neither an experiment nor a diagnostic"]
        : experiments.flatMap { violations(of: $0, at: text.path) }
    }
    return diagnostics.enumerated().flatMap {
      violations(of: $0.element, isPlaceChecked: $0.offset < placeLimit)
    }
  }

  /// An experiment that is well, written as YAML, is the same experiment.
  private static func violations(
    of checked: CheckedExperiment, at path: String
  ) -> [String] {
    let text = YAMLText.text(of: checked.experiment.encoded)
    let file = ExperimentFile.read(Array(text.utf8), at: .planned(path))
    guard file.count == 1, let again = file[0].experiment else {
      let told = Checking.text(of: file)
      return ["its YAML is refused:\n\(told)\n\(text)"]
    }
    return again.experiment.encoded == checked.experiment.encoded
      ? [] : ["its YAML is another experiment:\n\(text)"]
  }

  private static func violations(of diagnostic: Diagnostic, isPlaceChecked: Bool) -> [String] {
    var violations: [String] = []
    for label in [diagnostic.label, diagnostic.related].compactMap({ $0 }) {
      let (start, end) = (label.range.start, label.range.end)
      if start > end || end.offset > label.range.source.bytes.count || start.offset < 0 {
        violations.append("\(diagnostic.code) ends outside its text: \(start) to \(end)")
      } else if isPlaceChecked {
        for place in [start, end] where !isTrue(place, in: label.range.source) {
          violations.append("\(diagnostic.code) has a wrong place: \(place)")
        }
      }
    }
    let text = DiagnosticRenderer(style: .plain).text(diagnostic)
    let isControl = text.unicodeScalars.contains {
      $0.value < 0x20 && $0 != "\n" || (0x7f..<0xa0).contains($0.value)
    }
    if isControl { violations.append("\(diagnostic.code) shows a control character: \(text)") }
    if DiagnosticRenderer(style: TextStyle(isColored: true)).text(diagnostic).count < text.count {
      violations.append("\(diagnostic.code) loses text in colour")
    }
    if diagnostic.code.explanation.title.isEmpty {
      violations.append("\(diagnostic.code) is not explained")
    }
    return violations
  }

  /// Counts lines and columns anew, character by character.
  private static func isTrue(_ place: SourcePosition, in source: Source) -> Bool {
    let mark: [UInt8] = [0xef, 0xbb, 0xbf]
    var bytes = source.bytes[..<place.offset]
    if bytes.starts(with: mark) { bytes = bytes.dropFirst(3) }
    var (line, column) = (1, 1)
    var isAfterReturn = false
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if isAfterReturn, scalar != "\n" { (line, column) = (line + 1, 1) }
      isAfterReturn = scalar == "\r"
      if scalar == "\n" { (line, column) = (line + 1, 1) } else { column += 1 }
    }
    let next = place.offset < source.bytes.count ? source.bytes[place.offset] : 0
    if isAfterReturn, next != 0x0a { (line, column) = (line + 1, 1) }
    return place.line == line && place.column == column
  }
}
