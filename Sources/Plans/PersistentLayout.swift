package import Engine
package import Graphs

/// Where everything that lasts from run to run stands in the arena: parameters, layers' states, an
/// optimizer's moments, step scalars. One layout for a model, fixed before any plan is made, so that
/// plans for training, validation and prediction, at any batch size, share it.
package struct PersistentLayout: Sendable {
  /// The words that it takes from the arena's start.
  package let count: Int
  private let places: [String: (type: TensorType, buffer: Buffer)]

  /// The layout of the persistent values of some graphs, in the order of their definition.
  ///
  /// - Precondition: values of one name have one type. Their sizes are known to fit.
  package init(of graphs: [Graph]) {
    var places: [String: (type: TensorType, buffer: Buffer)] = [:]
    var end = 0
    for graph in graphs {
      for value in graph.values where graph[value].storage == .persistent {
        let (name, type) = (graph.name(of: value), graph[value].type)
        if let known = places[name] {
          precondition(known.type == type, "what lasts has one type in every plan: \(name)")
          continue
        }
        let buffer = Buffer(offset: MemoryPlanner.aligned(end), count: type.wordCount)
        places[name] = (type, buffer)
        end = buffer.end
      }
    }
    count = MemoryPlanner.aligned(end)
    self.places = places
  }

  /// The place of a persistent value; nil where no graph of the layout has one of this name.
  package func buffer(named name: String) -> Buffer? { places[name]?.buffer }

  /// The place of a step scalar; nil where no graph reads it.
  package func buffer(of scalar: StepScalar) -> Buffer? { buffer(named: scalar.name) }

  /// The place of a persistent value of one of the layout's graphs.
  func buffer(of value: Value, in graph: Graph) -> Buffer {
    guard let place = places[graph.name(of: value)] else {
      preconditionFailure("the layout was made without \(graph.name(of: value))")
    }
    precondition(place.type == graph[value].type, "what lasts has one type in every plan")
    return place.buffer
  }
}
