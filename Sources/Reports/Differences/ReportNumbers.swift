import Documents

extension Report {
  /// Every number that a person compares, by its path: those of the last epoch, of the parts, of
  /// baselines, and of a matrix its counts and statistics.
  package var numbers: [(path: String, value: Double)] {
    var numbers: [(String, Double)] = []
    func add(_ path: String, _ value: DataValue?) {
      for (inner, leaf) in value?.leaves ?? [] {
        let whole = path.isEmpty ? inner : inner.isEmpty ? path : "\(path).\(inner)"
        switch leaf {
        case .double(let number): numbers.append((whole, number))
        case .integer(let number): numbers.append((whole, Double(number)))
        case .null, .boolean, .float, .string, .list, .mapping: break
        }
      }
    }
    add("parameters", model.map { .integer($0.parameters.total) })
    add("cost", cost?.encoded)
    add("epochs", training.map { .integer($0.epochs) })
    add("final", training?.final.encoded)
    add("", evaluation?.encoded)
    add("points", matrix.map { .integer($0.points) })
    add("runs", matrix?.runs.encoded)
    for entry in matrix?.statistics.entries ?? [] {
      add(entry.name, entry.value.encoded)
      // How many points have the number is told where it is not all of them.
      if entry.value.count == matrix?.points { numbers.removeAll { $0.0 == "\(entry.name).count" } }
    }
    return numbers
  }
}
