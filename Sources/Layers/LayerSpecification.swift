package import Documents
package import Schemas
package import YAML

/// One layer of the stack as the file gives it: its kind, its arguments, and perhaps a name.
package struct LayerSpecification: SchemaValue {
  /// The keys that every layer has.
  private struct Common: Configurable {
    static let title = "layer"
    static let summary = "What every layer has."
    static let keys: [Key<Common>] = [
      .optional("name", \.name, "The layer's name; by default its type's and a number."),
      .optional(
        "from", \.inputs,
        "The layer, or layers, before this one by name; by default the one above. The model's own "
          + "input is `input`."),
    ]
    var name: LayerName?
    var inputs: LayerInputs?
  }

  /// The name that the file gives, or nil.
  package let name: String?
  /// The names that `from` gives, or nil.
  package let inputs: [String]?
  /// Keras's name for the kind of layer.
  package let type: String
  package let layer: any Layer

  package init<Kind: Layer>(_ layer: Kind, name: String? = nil, from inputs: [String]? = nil) {
    self.name = name
    self.inputs = inputs
    type = Kind.title
    self.layer = layer
  }

  /// The same layer that reads other layers.
  package func reading(_ inputs: [String]) -> LayerSpecification {
    LayerSpecification(name: name, inputs: inputs, type: type, layer: layer)
  }

  /// The same layer with other arguments.
  func with(_ layer: any Layer) -> LayerSpecification {
    LayerSpecification(name: name, inputs: inputs, type: type, layer: layer)
  }

  private init(name: String?, inputs: [String]?, type: String, layer: any Layer) {
    self.name = name
    self.inputs = inputs
    self.type = type
    self.layer = layer
  }

  private init(_ common: Common, type: String, layer: any Layer) {
    name = common.name?.text
    inputs = common.inputs?.names
    self.type = type
    self.layer = layer
  }

  package static func decode(
    _ node: Node, _ constraint: Constraint, _ decoder: inout Decoder
  ) -> LayerSpecification? {
    guard let picked = Choice<AllLayers>.pick(node, &decoder) else { return nil }
    let commonKeys = Common.keys.map { $0.name }
    let layer = picked.entry.decode(picked.tag, picked.arguments, commonKeys, &decoder)
    var common: Common? = Common()
    if let arguments = picked.arguments, case .mapping = arguments.content {
      common = Common.decodeOwn(arguments, &decoder)
    }
    guard let layer, let common else { return nil }
    return LayerSpecification(common, type: picked.entry.name, layer: layer)
  }

  package static func type(_ constraint: Constraint) -> SchemaType {
    .choice(
      ChoiceDescription(kind: AllLayers.kind) {
        AllLayers.description.entries().map { $0.adding(Common.description.members) }
      })
  }

  package var encoded: DataValue {
    var members: [DataValue.Member] = []
    if let name { members.append(DataValue.Member("name", .string(name))) }
    if let inputs { members.append(DataValue.Member("from", LayerInputs(names: inputs).encoded)) }
    if case .mapping(let arguments) = layer.encoded { members += arguments }
    return .mapping([DataValue.Member(type, .mapping(members))])
  }
}
