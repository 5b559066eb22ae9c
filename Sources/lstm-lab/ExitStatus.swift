/// The ways in which the command can end.
enum ExitStatus: Int32, Error {
  /// An invalid file, a failed expectation.
  case finding = 1
  /// The command was misused or could not work.
  case misuse = 2
  /// Stopped by Ctrl-C; 128 and the signal's number, as shells have it.
  case interrupted = 130
}
