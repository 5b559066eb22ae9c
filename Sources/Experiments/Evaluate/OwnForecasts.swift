import Datasets
import Graphs
import Training

/// What `feed: own` comes to: rows that were forecast stand in the pasts of later windows.
package struct OwnForecasts {
  /// Why the forecasts cannot be fed back.
  package enum Obstacle: Sendable {
    /// A step of `prepare` that carries known values into other rows.
    case step(String)
    /// A window whose past would hold rows that are neither known nor forecast.
    case gap
    case stride
    case stateful(layer: String)
    /// An input whose numbers are no values of rows any more, or a target that is none.
    case noRows(String)
    /// No input holds a column that is forecast.
    case noColumn
  }

  let feedback: Feedback

  /// The links from forecasts of some windows to the pasts of those behind them.
  ///
  /// - Parameter group: samples that follow one another
  init(_ data: ExperimentData, group: some Sequence<Int>) {
    let inputs = data.inputs.map { $0.samples }
    let targets = (data.targets ?? []).map { $0.samples }
    var forecast: [Int32: (sample: Int, output: Int, number: Int)] = [:]
    var samples: [(Int, [Feedback.Link])] = []
    for sample in group {
      var links: [Feedback.Link] = []
      for (input, content) in inputs.enumerated() {
        let range = content.range(of: sample)
        for index in range {
          guard let place = content.places?[index], let known = forecast[place] else { continue }
          links.append(
            Feedback.Link(
              input: input, number: index - range.lowerBound, earlier: known.sample,
              output: known.output, predicted: known.number))
        }
      }
      samples.append((sample, links))
      for (output, content) in targets.enumerated() {
        let range = content.range(of: sample)
        for index in range {
          guard let place = content.places?[index], place >= 0 else { continue }
          forecast[place] = (sample, output, index - range.lowerBound)
        }
      }
    }
    feedback = Feedback(samples: samples)
  }

  /// Why an experiment's forecasts cannot be fed back; nil where they can.
  static func obstacle(
    _ section: DataSection, _ data: ExperimentData, stateful layer: String?, outputs: [Shape]
  ) -> Obstacle? {
    if let layer { return .stateful(layer: layer) }
    let steps = (section.preparations ?? []).map { $0.name }
    if steps.contains(LagColumns.title) { return .step(LagColumns.title) }
    guard let window = data.start.windows?.window else { return nil }
    if window.gap > 0 { return .gap }
    if window.stride > window.ahead { return .stride }
    for (named, input) in zip(section.allInputs, data.inputs) where input.samples.places == nil {
      return .noRows(named.title("input"))
    }
    for (index, target) in (data.targets ?? []).enumerated() {
      let sizes = target.samples.shape.dimensions.dropFirst()
      if target.samples.places == nil || sizes != outputs[index].dimensions.dropFirst() {
        return .noRows(section.allTargets[index].title("target"))
      }
    }
    let width = data.start.rows?.columns.count ?? 1
    func columns(_ all: [Samples]) -> Set<Int> {
      Set(all.flatMap { ($0.places ?? []).filter { $0 >= 0 }.map { Int($0) % width } })
    }
    let seen = columns(data.inputs.map { $0.samples })
    let forecast = columns((data.targets ?? []).map { $0.samples })
    return seen.isDisjoint(with: forecast) ? .noColumn : nil
  }
}
