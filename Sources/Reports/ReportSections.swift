import Datasets
import Documents
import Experiments
package import Schemas

/// One problem of an invalid experiment. It says nothing of lines: moving a line changes no report.
package struct ReportProblem: Configurable, Hashable {
  package static let title = "problem"
  package static let summary = "One problem of an invalid experiment."
  package static let keys: [Key<ReportProblem>] = [
    .required("code", \.code, "The code that `lstm-lab explain` explains."),
    .required("message", \.message, "What is wrong."),
  ]

  package var code = ""
  package var message = ""

  package init() {}

  package init(code: String, message: String) {
    self.code = code
    self.message = message
  }
}

/// The layers of a model.
package struct ReportModel: Configurable {
  package static let title = "model"
  package static let summary = "The layers and their parameters."
  package static let keys: [Key<ReportModel>] = [
    .required("layers", \.layers, "From the input to the output."),
    .required("parameters", \.parameters, "How many numbers the model has to learn."),
  ]

  package var layers: [ReportLayer] = []
  package var parameters = ReportParameters()

  package init() {}
}

/// One layer.
package struct ReportLayer: Configurable {
  package static let title = "layer"
  package static let summary = "One layer."
  package static let keys: [Key<ReportLayer>] = [
    .required("name", \.name, "The layer's name."),
    .required("type", \.type, "The layer's type."),
    .required("output_shape", \.outputShape, "The output's shape; null for the samples."),
    .required(
      "parameters", \.parameters, "Its parameters, those inside it among them.", .atLeast(0)),
    .optional("layers", \.layers, "The names of the layers inside it."),
  ]

  package var name = ""
  package var type = ""
  package var outputShape: [Int?] = []
  package var parameters = 0
  package var layers: [String]?

  package init() {}
}

/// Counts of parameters.
package struct ReportParameters: Configurable {
  package static let title = "parameters"
  package static let summary = "How many numbers the model has to learn."
  package static let keys: [Key<ReportParameters>] = [
    .required("total", \.total, "All of them.", .atLeast(0)),
    .required("trainable", \.trainable, "Those that training changes.", .atLeast(0)),
    .required("non_trainable", \.nonTrainable, "The others.", .atLeast(0)),
    .required("convention", \.convention, "How they are counted: libraries differ."),
  ]

  package var total = 0
  package var trainable = 0
  package var nonTrainable = 0
  package var convention = "keras: one bias a gate"

  package init() {}
}

/// How a training went.
package struct ReportTraining: Configurable {
  package static let title = "training"
  package static let summary = "How the training went."
  package static let keys: [Key<ReportTraining>] = [
    .required("epochs", \.epochs, "The epochs that were trained.", .atLeast(1)),
    .required(
      "updates", \.updates,
      "How often the parameters were changed: once a batch, so epochs times batches.", .atLeast(1)),
    .required(
      "final", \.final,
      "The numbers of the last epoch: its mean loss, the metrics, and those of the validation part. "
        + "Each batch is measured before its update, so the loss is not that of the final parameters "
        + "but of those shortly before."),
    .optional("stopped", \.stopped, "Why the training ended before its last epoch, if it did."),
  ]

  package var epochs = 0
  package var updates = 0
  package var final = ReportNumbers(["loss"], [0])
  package var stopped: ReportStop?

  package init() {}
}

/// Numbers by name: a loss and metrics.
package typealias ReportNumbers = KeyedValues<ReportNumber>

extension KeyedValues where Value == ReportNumber {
  init(_ names: [String], _ values: [Double]) {
    self.init(zip(names, values).map { Entry(name: $0, value: ReportNumber($1)) })
  }

  /// The number of this name; nil where there is none.
  package subscript(name: String) -> Double? {
    entries.first { $0.name == name }?.value.value
  }
}

/// Why a training ended early.
package struct ReportStop: Configurable {
  package static let title = "stopped"
  package static let summary = "Why the training ended before its last epoch."
  package static let keys: [Key<ReportStop>] = [
    .required("epoch", \.epoch, "The epoch, from one.", .atLeast(1)),
    .required(
      "reason", \.reason,
      "`not finite`: a loss, a parameter or a prediction was no number; else the callback that ended "
        + "it."),
  ]

  package var epoch = 1
  package var reason = "not finite"

  package init() {}
}

/// What was measured of the parts at the end.
package struct ReportEvaluation: Configurable {
  package static let title = "evaluation"
  package static let summary =
    "Losses and metrics of the parts with the weights at the end. What `evaluate` lists is in the units of "
    + "the data; what only `training` lists is as the network sees them."
  package static let keys: [Key<ReportEvaluation>] = [
    .optional("train", \.train, "Of the training part."),
    .optional("validation", \.validation, "Of the validation part."),
    .optional("test", \.test, "Of the test part."),
    .optional(
      "baseline", \.baseline,
      "The same of each baseline by its name, for the parts of which it knows all answers."),
  ]

  package var train: ReportNumbers?
  package var validation: ReportNumbers?
  package var test: ReportNumbers?
  package var baseline: KeyedValues<ReportParts>?

  package init() {}

  init(_ evaluation: Evaluation) {
    let parts = ReportParts(evaluation.parts)
    (train, validation, test) = (parts.train, parts.validation, parts.test)
    let all = evaluation.baselines.map {
      KeyedValues<ReportParts>.Entry(name: $0.name, value: ReportParts($0.parts))
    }
    baseline = all.isEmpty ? nil : KeyedValues(all)
  }
}

/// Numbers of the parts.
package struct ReportParts: Configurable {
  package static let title = "parts"
  package static let summary = "Numbers of the parts."
  package static let keys: [Key<ReportParts>] = [
    .optional("train", \.train, "Of the training part."),
    .optional("validation", \.validation, "Of the validation part."),
    .optional("test", \.test, "Of the test part."),
  ]

  package var train: ReportNumbers?
  package var validation: ReportNumbers?
  package var test: ReportNumbers?

  package init() {}

  init(_ parts: [(part: Part, numbers: Evaluation.Numbers)]) {
    for (part, numbers) in parts {
      let value = ReportNumbers(numbers.map { $0.name }, numbers.map { $0.value })
      switch part {
      case .train: train = value
      case .validation: validation = value
      case .test: test = value
      }
    }
  }
}

/// What `predictions.csv` lists.
package struct ReportPredictions: Configurable {
  package static let title = "predictions"
  package static let summary = "The predictions that `predictions.csv` lists."
  package static let keys: [Key<ReportPredictions>] = [
    .optional("shape", \.shape, "Their shape, the samples first.", .atLeast(0)),
    .optional("shapes", \.shapes, "Where there are several outputs, the shape of each by name."),
  ]

  package var shape: [Int]?
  package var shapes: KeyedValues<[Int]>?

  package init() {}
}

/// One thing that a file expects.
package struct ReportExpectation: Configurable {
  package static let title = "expectation"
  package static let summary = "One thing that the file expects."
  package static let keys: [Key<ReportExpectation>] = [
    .required("path", \.path, "The expectation's keys below `expect`, with points between them."),
    .required(
      "expected", \.expected,
      "What is expected; of `predictions.equal`, how many of the predictions must be equal."),
    .required("actual", \.actual, "What it was; of `predictions.equal`, how many are equal."),
    .required("passed", \.passed, "Whether the two agree."),
  ]

  package var path = ""
  package var expected = AnyData(.null)
  package var actual = AnyData(.null)
  package var passed = false

  package init() {}
}

/// Digests of tensors.
package struct ReportDigest: Configurable {
  package static let title = "digest"
  package static let summary = "Digests of tensors, each `sha256:` and hexadecimal digits."
  package static let keys: [Key<ReportDigest>] = [
    .required(
      "weights", \.weights,
      "Of the trained parameters: for each, in the order of the layers, its name, a line feed, and "
        + "its values as little-endian float32."),
    .optional("initial_weights", \.initialWeights, "Of the file that the training started from."),
    .optional("data", \.data, "Of the files of data, by their names in the experiment."),
  ]

  package var weights = ""
  package var initialWeights: String?
  package var data: KeyedValues<String>?

  package init() {}
}
