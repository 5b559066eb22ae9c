import Engine
import Graphs
import Training

/// What training gave, with the parameters.
@dynamicMemberLookup struct KeptTraining {
  struct NamedTensor {
    let name: String
    let tensor: Tensor
  }

  let result: TrainingResult
  let parameters: [NamedTensor]
  /// The predictions for the only output.
  var predictions: Tensor { result.predictions[0] }
  /// The mean loss of each epoch.
  let losses: [Double]

  /// The parameters by name, to go on from.
  var weights: [String: Tensor] {
    Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0.tensor) })
  }

  subscript<Value>(dynamicMember member: KeyPath<TrainingResult, Value>) -> Value {
    result[keyPath: member]
  }
}

extension Trainer {
  func trainKeeping(
    input: Tensor, target: Tensor, initial: [String: Tensor] = [:],
    instructions: InstructionSet = .best
  ) -> KeptTraining {
    var parameters: [KeptTraining.NamedTensor] = []
    var losses: [Double] = []
    guard
      let result = try? train(
        input: input, target: target, initial: initial, instructions: instructions,
        onEpoch: { record in
          losses.append(record.loss)
          return true
        },
        onParameter: { parameters.append(.init(name: $0.name, tensor: $0.tensor)) })
    else { fatalError("a small network finds memory") }
    return KeptTraining(result: result, parameters: parameters, losses: losses)
  }
}
