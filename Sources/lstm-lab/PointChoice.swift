import ArgumentParser
import Diagnostics
import Documents
import Experiments

/// `--point`: one point of a matrix, by its number from 1, or by values that no other point has.
enum PointChoice: ExpressibleByArgument {
  case number(Int)
  /// `seed=3`, or several with commas between them.
  case settings([(name: String, value: String)], text: String)

  init?(argument: String) {
    if let number = Int(argument) {
      self = .number(number)
      return
    }
    let parts = argument.split(separator: ",").map { part in
      part.split(separator: "=", maxSplits: 1).map { String($0) }
    }
    guard !parts.isEmpty, parts.allSatisfy({ $0.count == 2 }) else { return nil }
    self = .settings(parts.map { ($0[0], $0[1]) }, text: argument)
  }

  /// The place of the point in a file, from zero.
  ///
  /// - Throws: `Misuse` where the file has no such point, or several
  func place(in file: ExperimentFile) throws -> Int {
    switch self {
    case .number(let number):
      guard (1...max(file.count, 1)).contains(number) else {
        let has = file.hasMatrix ? "a matrix of \(Plural.text(file.count, "point"))" : "no matrix"
        throw Misuse(text: "--point \(number): `\(file.path.shown)` has \(has)")
      }
      return number - 1
    case .settings(let wanted, let text):
      guard file.hasMatrix else {
        throw Misuse(text: "--point \(text): `\(file.path.shown)` has no matrix")
      }
      var found: [Int] = []
      for index in 0..<file.count where found.count < 2 {
        let settings = file.settings(of: index)
        let fits = wanted.allSatisfy { name, value in
          settings.contains { $0.name == name && Self.isSame($0.value, value) }
        }
        if fits { found.append(index) }
      }
      if found.count == 1 { return found[0] }
      if found.count > 1 {
        throw Misuse(
          text: "--point \(text): several points have these values: \(Self.text(file, found[0])), "
            + "\(Self.text(file, found[1])), …; name more of them")
      }
      for (name, _) in wanted where !file.axisNames.contains(name) {
        throw Misuse(
          text: "--point \(text): the matrix has no key `\(name)`; "
            + Suggestion.text(for: name, among: file.axisNames))
      }
      let known = (0..<min(file.count, 1000)).map { Self.text(file, $0) }
      let nearest = Suggestion.nearest(to: text, among: known) ?? known.first ?? ""
      throw Misuse(
        text: "--point \(text): `\(file.path.shown)` has no such point; one of its "
          + "\(Plural.text(file.count, "point")) is \(nearest)")
    }
  }

  /// Whether two texts say the same: `0.01` and `1e-2` are one number.
  private static func isSame(_ a: String, _ b: String) -> Bool {
    if a == b { return true }
    guard let first = Double(a), let second = Double(b) else { return false }
    return first == second
  }

  private static func text(_ file: ExperimentFile, _ index: Int) -> String {
    file.settings(of: index).map { "\($0.name)=\($0.value)" }.joined(separator: ",")
  }
}
