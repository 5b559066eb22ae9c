import Graphs
package import Layers
import Schemas

/// Compares what a file expects of counts and shapes with the model.
package enum ExpectationChecker {
  /// Everything in a model that counts and shapes can be expected of.
  package static func failures(of expect: ExpectSection?, model: Model) -> [ExperimentProblem] {
    guard let expect else { return [] }
    var problems: [ExperimentProblem] = []
    let path = ConfigurationPath(.key("expect"))
    let records = model.layers.flatMap { $0.all }
    // Names differ, but that of a layer inside another may be used again.
    let byName = Dictionary(records.map { ($0.name, $0) }) { first, _ in first }
    for entry in expect.parameters.entries where problems.count <= Decoder.problemLimit {
      let place = path.appending(.key("parameters"), .key(entry.name))
      let record = byName[entry.name]
      let total = entry.name == "total" ? model.network.graph.parameterCount : nil
      guard let actual = total ?? record?.parameterCount else {
        problems.append(
          ExperimentProblem(
            .unknownLayer(name: entry.name, known: records.map { $0.name } + ["total"]),
            at: path.appending(.key("parameters"), .name(entry.name))))
        continue
      }
      if actual != entry.value {
        problems.append(
          ExperimentProblem(
            .parameterCount(
              layer: entry.name, expected: entry.value, actual: actual,
              formula: record?.parameterFormula,
              parts: model.layers.map { ($0.name, $0.parameterCount) }),
            at: place))
      }
    }
    for entry in expect.outputShapes.entries where problems.count <= Decoder.problemLimit {
      let place = path.appending(.key("output_shapes"), .key(entry.name))
      guard let record = byName[entry.name] else {
        problems.append(
          ExperimentProblem(
            .unknownLayer(name: entry.name, known: records.map { $0.name }),
            at: path.appending(.key("output_shapes"), .name(entry.name))))
        continue
      }
      if !record.outputShape.matches(entry.value) {
        problems.append(
          ExperimentProblem(
            .shapeExpectation(
              layer: entry.name, expected: entry.value, actual: record.outputShape), at: place))
      }
    }
    if let expected = expect.outputShape, !model.outputShape.matches(expected) {
      problems.append(
        ExperimentProblem(
          .shapeExpectation(layer: nil, expected: expected, actual: model.outputShape),
          at: path.appending(.key("output_shape"))))
    }
    return problems
  }

  /// The parameters of a layer, or of the model for `total`; nil if there is no such layer.
  package static func parameterCount(_ name: String, in model: Model) -> Int? {
    if name == "total" { return model.network.graph.parameterCount }
    return model.layers.flatMap { $0.all }.first { $0.name == name }?.parameterCount
  }
}

extension Shape {
  /// Whether the shape of a batch is the expected one; null stands for the samples.
  fileprivate func matches(_ expected: [Int?]) -> Bool {
    guard expected.count == rank, expected.first == .some(nil) else { return false }
    return zip(expected, dimensions).dropFirst().allSatisfy { $0 == $1 }
  }
}
