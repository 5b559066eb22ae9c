import Documents
package import Graphs
import Layers
import Schemas

/// A change of the file that brings the model's output and the target together.
package enum OutputEdit: Sendable, Hashable {
  /// Sets `return_sequences` on the layer at this place in the stack. The wrapper is the one behind
  /// it that then has no time steps to go through.
  case returnSequences(Bool, layer: String, index: Int, wrapper: String?)
  /// Sets `units` on the last layer, or the one inside it.
  case units(Int, layer: String)
  /// Reshapes the target, which has as many numbers; the shape of all samples.
  case reshapeTarget(Shape)

  /// The place in the stack of a layer before the last that has to change.
  var layerToChange: Int? {
    if case .returnSequences(_, _, let index, _) = self { return index }
    return nil
  }

  /// The edits that lead there, the one that is most often meant first.
  ///
  /// - Parameters:
  ///   - output: what the stack gives for one sample
  ///   - target: what it should give for one sample
  static func edits(
    stack: [LayerSpecification], records: [LayerRecord], output: Shape, target: Shape, samples: Int
  ) -> [OutputEdit] {
    let reshape =
      output.elementCount == target.elementCount && output.elementCount < Int.max
      ? OutputEdit.reshapeTarget(Shape([samples] + output.dimensions)) : nil
    var edits: [OutputEdit] = []
    let sequences = sequenceEdit(stack, records, output, target)
    // Who wrapped a layer to give every time step wants to have them.
    if case .returnSequences(_, _, _, .some) = sequences, let reshape { return [reshape] }
    if let sequences { edits.append(sequences) }
    if sequences != nil || isAlikeButLast(output, target), let last = records.last,
      let size = target.dimensions.last, size != output.dimensions.last,
      stack.last?.encoded.hasUnits == true
    {
      edits.append(
        .units(size, layer: last.all.last?.name ?? last.name))
    }
    if let reshape { edits.append(reshape) }
    return edits
  }

  /// The time steps are one axis too many or the one that is missing.
  private static func sequenceEdit(
    _ stack: [LayerSpecification], _ records: [LayerRecord], _ output: Shape, _ target: Shape
  ) -> OutputEdit? {
    // Where layers are connected by name, another layer may rely on the time steps.
    guard stack.allSatisfy({ $0.inputs == nil }) else { return nil }
    guard let index = stack.lastIndex(where: { $0.encoded.returnsSequences != nil }),
      let returnsSequences = stack[index].encoded.returnsSequences
    else { return nil }
    let after = records[(index + 1)...]
    let name = records[index].name
    if returnsSequences, output.rank == 2, target.rank == 1 {
      return .returnSequences(
        false, layer: name, index: index, wrapper: after.first { !$0.wrapped.isEmpty }?.name)
    }
    let steps = records[index].inputShape[1]
    if !returnsSequences, output.rank == 1, target.rank == 2, target[0] == steps,
      after.allSatisfy({ $0.type != Flatten.title })
    {
      return .returnSequences(true, layer: name, index: index, wrapper: nil)
    }
    return nil
  }

  private static func isAlikeButLast(_ a: Shape, _ b: Shape) -> Bool {
    a.rank == b.rank && a.dimensions.dropLast() == b.dimensions.dropLast()
  }
}

extension DataValue {
  /// Whether a layer gives every time step, not only the last; nil where it has no choice.
  fileprivate var returnsSequences: Bool? {
    guard case .mapping(let choice) = self,
      case .boolean(let returnsSequences) = choice.first?.value["return_sequences"]
    else { return nil }
    return returnsSequences
  }

  /// Whether a layer, or the one inside it, has a number of units.
  fileprivate var hasUnits: Bool {
    guard case .mapping(let choice) = self, let arguments = choice.first?.value else {
      return false
    }
    return arguments["units"] != nil || arguments["layer"]?.hasUnits == true
  }
}
