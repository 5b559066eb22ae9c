/// Small experiment files.
enum ExperimentText {
  /// One Dense(1) over the two samples 0 and 0.5 with themselves as target. Trains in no time.
  static func echo(
    epochs: Int = 3, optimizer: String = "SGD", more: String = ""
  ) -> String {
    """
    data:
      source: {ramp: {length: 2}}
      input: {reshape: [2, 1]}
      target: {reshape: [2, 1]}
    model:
      - Dense: {units: 1}
    training:
      loss: mean_squared_error
      optimizer: \(optimizer)
      epochs: \(epochs)
      batch_size: 2
    \(more)
    """
  }

  /// The same with a key that does not exist.
  static let invalid = echo() + "\nseeds: 5\n"

  /// The same with an expectation that three epochs cannot meet.
  static let failing = echo(more: "expect: {loss: {max: 0}}")
}
