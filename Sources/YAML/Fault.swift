/// A complaint of libyaml in its own words, with character indices.
struct Fault: Error {
  let problem: String
  let index: Int
  /// What libyaml was doing, and where that began.
  let context: String?
  let contextIndex: Int
}
