import Graphs
package import Schemas

/// Labels as vectors with a single 1.
///
/// - Source: https://keras.io/api/utils/python_utils/#to_categorical-function
package struct OneHot: NumberTransformation {
  package static let title = "one_hot"
  package static let summary =
    "Each label, a whole number from 0 to `classes` - 1, becomes a vector with a single 1 on a new last "
    + "axis; a last axis of size 1 becomes that axis, as with Keras's to_categorical."
  package static let keys: [Key<OneHot>] = [
    .required("classes", \.classes, "How many classes there are.", .within(1, 1_000_000))
  ]
  package static let examples = ["one_hot: {classes: 4}"]
  package static let shorthand: String? = "classes"

  package var classes = 1

  package init() {}

  package func apply(
    to samples: Samples, _ context: inout SampleContext
  ) throws(DataError) -> Samples {
    guard samples.values.count <= Samples.limit / classes else {
      throw .tooMany(limit: Samples.limit)
    }
    var values = [Float](repeating: 0, count: samples.values.count * classes)
    for (index, label) in samples.values.enumerated() {
      guard label >= 0, label < Float(classes), label == label.rounded() else {
        throw .label(
          Double(label), classes: classes,
          sample: samples.ranges.firstIndex { $0.contains(index) } ?? 0)
      }
      values[index * classes + Int(label)] = 1
    }
    let sizes = samples.shape.dimensions
    if samples.lengths != nil {
      return samples.replacingSteps(sizes.dropFirst(2) + [classes], values)
    }
    let isSingle = sizes.count > 1 && sizes.last == 1
    return Samples(Shape((isSingle ? sizes.dropLast() : sizes) + [classes]), values)
  }
}
