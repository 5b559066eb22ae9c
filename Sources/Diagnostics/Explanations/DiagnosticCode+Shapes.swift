extension DiagnosticCode {
  /// The pages on LAB2xxx.
  var shapeExplanation: Explanation {
    switch self {
    case .reshape:
      Explanation(
        title: "The data does not have that shape",
        text: "A reshape neither makes nor drops numbers: the product of the sizes is their count. "
          + "The first size counts the samples; a recurrent layer reads [samples, time steps, "
          + "features]. A slice keeps a piece of an axis, counted from zero, that is there.",
        wrong: .keys("data: {input: {reshape: [5, 2, 1]}}"),
        right: .keys("data: {input: {reshape: [5, 1, 1]}}"))
    case .sampleCount:
      Explanation(
        title: "Input and target have different numbers of samples",
        text: "The first size of both shapes counts the samples; each sample has a target of its "
          + "own.",
        wrong: .keys("data: {target: {reshape: [1, 5]}}"),
        right: .keys("data: {target: {reshape: [5, 1]}}"))
    case .emptyData:
      Explanation(
        title: "The data has no samples",
        text: "A list of values needs at least one, and a shape needs at least the samples' size.",
        wrong: .keys("data: {source: {values: []}}"),
        right: .keys("data: {source: {values: [0, 0.2, 0.4, 0.6, 0.8]}}"))
    case .dataValue:
      Explanation(
        title: "A number of the data is not what a layer or a loss takes",
        text: "An Embedding looks numbers up, so they must be whole and smaller than `input_dim`. "
          + "Losses for classes take labels from 0, or rows that are one-hot or probabilities; binary "
          + "ones take numbers from 0 to 1.",
        wrong: .keys(
          "data: {source: {values: [0, 1, 2, 3, 4]}}\ntraining: {loss: binary_crossentropy}"),
        right: .keys(
          "data: {source: {values: [0, 1, 1, 0, 1]}}\ntraining: {loss: binary_crossentropy}"))
    case .emptyModel:
      Explanation(
        title: "The model has no layers",
        text: "A model is a list of layers, from the input to the output.",
        wrong: .keys("model: []"), right: .keys("model: [{LSTM: {units: 5}}, {Dense: {units: 1}}]"))
    case .timeSteps:
      Explanation(
        title: "A layer needs time steps, and its input has none",
        text: "Recurrent layers and TimeDistributed read [samples, time steps, features]. An LSTM "
          + "without `return_sequences` gives only its last step, [samples, units]: the layer "
          + "before another recurrent layer, or before TimeDistributed, must return sequences.",
        wrong: .keys(
          "model:\n  - LSTM: {units: 5}\n  - LSTM: {units: 5}\n  - Dense: {units: 1}"),
        right: .keys(
          "model:\n  - LSTM: {units: 5, return_sequences: true}\n  - LSTM: {units: 5}\n"
            + "  - Dense: {units: 1}"))
    case .features:
      Explanation(
        title: "A layer needs features besides the samples",
        text: "Dense transforms the last axis, so there must be one behind the samples.",
        wrong: .keys(
          "data: {input: {reshape: [5]}, target: {reshape: [5, 1]}}\n"
            + "model: [{Dense: {units: 1}}]"),
        right: .keys(
          "data: {input: {reshape: [5, 1]}, target: {reshape: [5, 1]}}\n"
            + "model: [{Dense: {units: 1}}]"))
    case .outputShape:
      Explanation(
        title: "The model's output and the target have different shapes",
        text: "Nothing is broadcast to make a loss fit: a wrong shape would train on a wrong loss "
          + "without a word. With `return_sequences: true` the output has time steps, [samples, "
          + "time steps, units]; without, it has none.",
        wrong: .keys(
          "model:\n  - LSTM: {units: 5, return_sequences: true}\n  - Dense: {units: 1}"),
        right: .keys("model:\n  - LSTM: {units: 5}\n  - Dense: {units: 1}"))
    case .duplicateLayer:
      Explanation(
        title: "Two layers have the same name",
        text: "Names tell layers apart in `from`, in expectations and in files of weights.",
        wrong: .keys(
          "model:\n  - LSTM: {units: 5, name: core}\n  - Dense: {units: 1, name: core}"),
        right: .keys(
          "model:\n  - LSTM: {units: 5, name: core}\n  - Dense: {units: 1, name: head}"))
    case .unknownLayer:
      Explanation(
        title: "There is no layer of this name",
        text: "Layers without a `name` are called by their type and a number, as in Keras: lstm_1, "
          + "time_distributed_1. `lstm-lab show summary` lists them.",
        wrong: .keys("expect: {parameters: {lstm: 140}}"),
        right: .keys("expect: {parameters: {lstm_1: 140}}"))
    case .parameterCount:
      Explanation(
        title: "A layer has another number of parameters than expected",
        text: "Parameters are counted as Keras does: an LSTM has 4 gates, each with a weight from "
          + "every feature, from every unit and one bias: 4 * ((features + 1) * units + units^2). "
          + "PyTorch and ONNX count two biases a gate.",
        wrong: .keys("expect: {parameters: {lstm_1: 160}}"),
        right: .keys("expect: {parameters: {lstm_1: 140}}"))
    case .expectedShape:
      Explanation(
        title: "An output has another shape than expected",
        text: "Shapes begin with the samples, whose number is open: `null`.",
        wrong: .keys("expect: {output_shape: [5, 1]}"),
        right: .keys("expect: {output_shape: [null, 1]}"))
    case .memory:
      Explanation(
        title: "The experiment would take too much memory",
        text: "The memory of a training step is known before it runs: parameters, their moments, "
          + "and what the backward pass needs. At most 8 GiB are allowed.",
        wrong: .keys("model:\n  - LSTM: {units: 1000000000}\n  - Dense: {units: 1}"),
        right: .keys("model:\n  - LSTM: {units: 100}\n  - Dense: {units: 1}"))
    case .weights:
      Explanation(
        title: "The file of weights does not fit the model",
        text: "`initial_weights` names a safetensors file, relative to the experiment and inside "
          + "its project, with every parameter of the model by name (lstm_1.kernel) and shape, all "
          + "of them finite numbers. Without it, weights are drawn from the seed.",
        wrong: .keys("initial_weights: nowhere.safetensors"), right: .keys("seed: 7"))
    case .connection:
      Explanation(
        title: "Layers are connected in a way that cannot work",
        text: "`from` names layers before this one, or `input`; Add and Concatenate join two or "
          + "more, all other layers take one. Every layer leads to the output.",
        wrong: .keys(
          "model:\n  - LSTM: {units: 5, name: core}\n  - Dense: {units: 1, from: cor}"),
        right: .keys(
          "model:\n  - LSTM: {units: 5, name: core}\n  - Dense: {units: 1, from: core}"))
    case .dataFile, .dataStep, .window: dataExplanation
    default: preconditionFailure("\(self) has its page elsewhere")
    }
  }
}
