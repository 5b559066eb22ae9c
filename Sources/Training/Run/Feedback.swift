/// Samples that are predicted one after the other, each seeing what was predicted before it.
package struct Feedback: Sendable {
  /// One number of an input that is a prediction of an earlier sample.
  package struct Link: Sendable {
    /// The place of the input, and of the number among those of its sample.
    let input: Int
    let number: Int
    /// The sample that was predicted, the place of the output, and of the number among those of its sample.
    let earlier: Int
    let output: Int
    let predicted: Int

    package init(input: Int, number: Int, earlier: Int, output: Int, predicted: Int) {
      self.input = input
      self.number = number
      self.earlier = earlier
      self.output = output
      self.predicted = predicted
    }
  }

  /// In the order in which they are predicted, with the numbers that change.
  package let samples: [(sample: Int, links: [Link])]

  package init(samples: [(sample: Int, links: [Link])]) {
    self.samples = samples
  }
}

extension TrainingRun {
  /// Predicts samples again, with predictions of earlier ones in place of what their inputs hold.
  ///
  /// - Parameter values: the predictions of all samples, one an output; those of the fed ones change
  func predict(_ feedback: Feedback, changing values: inout [[Float]], samples: Int) {
    guard let step = trainer.plans.prediction[1] else {
      preconditionFailure("there is a plan for one sample where predictions are fed back")
    }
    for (sample, links) in feedback.samples {
      fill(step, [sample])
      for (input, buffer) in step.inputs.enumerated() {
        let changed = links.filter { $0.input == input }
        guard !changed.isEmpty else { continue }
        var numbers = arena.read(buffer)
        for link in changed {
          let size = values[link.output].count / samples
          numbers[link.number] = values[link.output][link.earlier * size + link.predicted].flushed
        }
        arena.write(numbers, to: buffer)
      }
      arena.run(step.plan.program, with: instructions, team: team)
      for (index, output) in step.outputs.enumerated() {
        let predicted = arena.read(output)
        values[index].replaceSubrange(
          sample * predicted.count..<(sample + 1) * predicted.count, with: predicted)
      }
    }
  }
}
