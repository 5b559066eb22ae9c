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
        onEpoch: { _, loss in
          losses.append(loss)
          return true
        },
        onParameter: { parameters.append(.init(name: $0.name, tensor: $0.tensor)) })
    else { fatalError("a small network finds memory") }
    return KeptTraining(result: result, parameters: parameters, losses: losses)
  }
}
