/// The way in which the command ends.
struct ExitStatus: Error {
  let rawValue: Int32

  /// An invalid file, a failed expectation.
  static let finding = ExitStatus(rawValue: 1)
  /// The command was misused or could not work.
  static let misuse = ExitStatus(rawValue: 2)
}

/// Why the command cannot do what its arguments ask for, seen only when it looked at files.
struct Misuse: Error {
  /// A sentence without a full stop.
  let text: String
}
