import Diagnostics
import Schemas

extension [DecodingProblem] {
  /// The problems of an experiment's keys in words. A key that stands elsewhere, or under another name, is
  /// one problem, not two: that the right place lacks it goes without saying.
  var experimentDiagnostics: [Diagnostic] {
    var said: Set<Int> = []
    var advice: [Int: String] = [:]
    for (index, problem) in enumerated() {
      guard case .unknownKey(let name, let owner, let known) = problem.kind else { continue }
      let meaning = problem.meaning
      let missing = indices.filter {
        !said.contains($0) && meaning.isMissing(self[$0], before: problem)
      }
      if let place = missing.last { said.insert(place) }
      if Suggestion.nearest(to: name, among: known) != nil { continue }
      advice[index] =
        (missing.isEmpty ? nil : meaning.otherName.map { "write \($0)" })
        ?? KeyPlaces.advice(for: name, in: owner)
    }
    return indices.filter { !said.contains($0) }.map { index in
      let diagnostic = self[index].diagnostic
      return advice[index].map { diagnostic.advising($0) } ?? diagnostic
    }
  }
}

/// What an unknown key may be meant to be.
private struct Meaning {
  let name: String
  let owner: String
  /// The key of its owner that is spelled nearly so.
  let nearest: String?
  /// What it is called here.
  let otherName: String?

  /// Whether a problem is that what is meant is missing.
  ///
  /// - Parameter problem: that the key is unknown
  func isMissing(_ other: DecodingProblem, before problem: DecodingProblem) -> Bool {
    guard case .missingKey(let missing, let place, _) = other.kind else { return false }
    if let nearest {
      // Of this very mapping, whose key stands before it.
      return missing == nearest && place == owner
        && (place == Experiment.title
          || other.range.start.offset <= problem.range.start.offset)
    }
    return missing == name
      || otherName.map { $0.hasPrefix("`\(missing):") || $0.hasPrefix("`\(missing)`") } ?? false
  }
}

extension DecodingProblem {
  /// - Precondition: it is an unknown key.
  fileprivate var meaning: Meaning {
    guard case .unknownKey(let name, let owner, let known) = kind else {
      preconditionFailure("only an unknown key has a meaning")
    }
    return Meaning(
      name: name, owner: owner, nearest: Suggestion.nearest(to: name, among: known),
      otherName: KeyPlaces.otherNames[name])
  }
}
