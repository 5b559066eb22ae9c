import CheckSupport
import Experiments
import Layers
import Training

/// What a person is told about a text.
enum Told {
  /// A small experiment without its first lines.
  static let rest = """
    data:
      source: {ramp: {length: 5}}
      input: {reshape: [5, 1, 1]}
      target: {reshape: [5, 1]}
    model: [{LSTM: {units: 5}}, {Dense: {units: 1}}]
    training: {loss: mean_squared_error, optimizer: Adam, epochs: 1, batch_size: 5}

    """

  static func text(_ file: ExperimentFile) -> String {
    let text = Checking.text(of: file)
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }

  static func text(_ bytes: [UInt8]) -> String {
    text(Checking.file(bytes))
  }

  static func text(_ text: String) -> String { Self.text(Array(text.utf8)) }

  /// The first line alone, which has the place and the message.
  static func firstLine(_ text: String) -> String {
    String(Self.text(text).prefix { $0 != "\n" })
  }
}
