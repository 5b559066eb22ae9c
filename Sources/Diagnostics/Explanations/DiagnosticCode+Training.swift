extension DiagnosticCode {
  /// The pages on LAB3xxx.
  var trainingExplanation: Explanation {
    switch self {
    case .batchSize:
      Explanation(
        title: "The batch is larger than the data",
        text: "A batch cannot have more samples than there are. Without `batch_size`, batches have "
          + "32 samples, or all if there are fewer.",
        wrong: .keys("training: {batch_size: 6}"), right: .keys("training: {batch_size: 5}"))
    case .stateful:
      Explanation(
        title: "A stateful layer needs samples in order, in equal batches",
        text: "Sample i of a batch goes on from the state of sample i of the batch before. So the "
          + "batch size divides the number of samples, and they are not shuffled.",
        wrong: .keys(
          "model:\n  - LSTM: {units: 5, stateful: true}\n  - Dense: {units: 1}\n"
            + "training: {batch_size: 1}"),
        right: .keys(
          "model:\n  - LSTM: {units: 5, stateful: true}\n  - Dense: {units: 1}\n"
            + "training: {batch_size: 1, shuffle: false}"))
    case .diverged:
      Explanation(
        title: "The loss is no longer a finite number",
        text:
          "Training stopped in the epoch that the message names; what came before stands in the "
          + "report. The steps are too large for this model: lower the learning rate.",
        wrong: .keys("training: {optimizer: {SGD: {learning_rate: 1e30}}}"),
        right: .keys("training: {optimizer: {SGD: {learning_rate: 0.1}}}"))
    case .loss:
      Explanation(
        title: "The loss is larger than expected",
        text: "The last epoch's loss is compared with `expect.loss.max`.",
        wrong: .keys("expect: {loss: {max: 1e-9}}"), right: .keys("expect: {loss: {max: 1}}"))
    case .predictions:
      Explanation(
        title: "The predictions are not those expected",
        text: "Both sides are rounded to the same number of decimals, half to even, and must then "
          + "be equal. `predictions.csv` has every value.",
        wrong: .keys("expect: {predictions: {decimals: 6, equal: target}}"),
        right: .keys(
          "training: {epochs: 1000}\nexpect: {predictions: {decimals: 1, equal: target}}"))
    case .expectedValues:
      Explanation(
        title: "Another number of values is expected than the model gives",
        text: "`equal` lists one number for each value that the model predicts, row by row; "
          + "`target` stands for all of them.",
        wrong: .keys("expect: {predictions: {decimals: 0, equal: [0, 1]}}"),
        right: .keys("expect: {predictions: {decimals: 0, equal: [0, 0, 0, 0, 0]}}"))
    case .metric:
      Explanation(
        title: "A measured number is not what is expected",
        text: "`expect.metrics` bounds the numbers of a part, also by those of a baseline: "
          + "`test.root_mean_squared_error: {below: baseline.last_value}`. The report has all of "
          + "them under `evaluation`.",
        wrong: .keys("expect: {metrics: {train.mean_squared_error: {below: 0.0000001}}}"),
        right: .keys("expect: {metrics: {train.mean_squared_error: {below: 10}}}"))
    default:
      Explanation(
        title: "Two files would write the same reports",
        text: "Reports stand in a folder called as the file is below `experiments`, without its "
          + "ending. Capitals and small letters count as the same, since some file systems do not "
          + "tell them apart; and a name must not be that of a report or begin with a point.",
        wrong: .files([("echo.yaml", Explanation.base), ("echo.yml", Explanation.base)]),
        right: .files([("echo.yaml", Explanation.base), ("echo-2.yaml", Explanation.base)]))
    }
  }
}
