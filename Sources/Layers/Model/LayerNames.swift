/// Gives layers their names: the file's own, or Keras's automatic ones.
package struct LayerNames {
  /// What `from` calls the model's only input.
  package static let input = "input"

  private var counts: [String: Int] = [:]

  /// The layer's name. Those inside a wrapper are named after it.
  mutating func name(of specification: LayerSpecification) -> String {
    if let name = specification.name { return name }
    // Keras's automatic name: the type in snake case and a number, `time_distributed_1`.
    let base = Self.snakeCase(specification.type)
    counts[base, default: 0] += 1
    return "\(base)_\(counts[base, default: 0])"
  }

  /// The names that layers still to come will have.
  func upcoming(_ specifications: ArraySlice<LayerSpecification>) -> [String] {
    var names = self
    return specifications.map { specification in
      let name = names.name(of: specification)
      names.skip(specification.layer.innerLayers)
      return name
    }
  }

  /// Counts the layers inside a wrapper, which are named after it.
  private mutating func skip(_ inner: [LayerSpecification]) {
    for specification in inner {
      _ = name(of: specification)
      skip(specification.layer.innerLayers)
    }
  }

  /// `LSTM` is lstm, `TimeDistributed` time_distributed, `Conv1D` conv1d: an underscore stands
  /// before a capital that follows a small letter, or that begins a word behind another capital.
  static func snakeCase(_ type: String) -> String {
    let letters = Array(type)
    var result = ""
    for (index, letter) in letters.enumerated() {
      if letter.isUppercase, index > 0 {
        let beginsWord = index + 1 < letters.count && letters[index + 1].isLowercase
        if letters[index - 1].isLowercase || beginsWord { result += "_" }
      }
      result += letter.lowercased()
    }
    return result
  }
}
