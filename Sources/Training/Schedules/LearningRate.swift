package import Documents
package import Schemas
package import YAML

/// The size of an optimizer's steps: one number, or a schedule.
package enum LearningRate: SchemaValue {
  case constant(Double)
  case schedule(Choice<AllSchedules>)

  /// The learning rate of the step before which `step` steps were made.
  package func rate(at step: Int) -> Double {
    switch self {
    case .constant(let rate): rate
    case .schedule(let choice): choice.value.rate(at: step)
    }
  }

  package var isConstant: Bool {
    switch self {
    case .constant: true
    case .schedule: false
    }
  }

  package static func decode(
    _ node: Node, _ constraint: Constraint, _ decoder: inout Decoder
  ) -> LearningRate? {
    switch node.content {
    case .mapping: break
    // A bare name is told what the schedule needs.
    case .scalar(let scalar) where AllSchedules.entries.contains { $0.name == scalar.text }: break
    case .scalar, .sequence:
      return Double.decode(node, constraint, &decoder).map { .constant($0) }
    }
    return Choice<AllSchedules>.decode(node, .none, &decoder).map { .schedule($0) }
  }

  package static func type(_ constraint: Constraint) -> SchemaType {
    .either(Double.type(constraint), Choice<AllSchedules>.type(.none))
  }

  package var encoded: DataValue {
    switch self {
    case .constant(let rate): rate.encoded
    case .schedule(let choice): choice.encoded
    }
  }
}

extension LearningRate: ExpressibleByFloatLiteral {
  package init(floatLiteral value: Double) { self = .constant(value) }
}
