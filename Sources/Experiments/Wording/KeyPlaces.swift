import Diagnostics
import Schemas

/// Where the language has its keys: for a key that stands elsewhere, or that other tools call so.
package enum KeyPlaces {
  /// A place that has a key.
  private struct Place {
    /// The keys on the way to it, from the top of the file.
    let path: [String]
    /// What has it, as messages call it: `training`, `Adam`.
    let owner: String
    /// Of an argument of a catalogue's entry, what the entry is: "optimizer".
    let kind: String?
  }

  /// What to write in the place of a key that its owner does not have; nil where nothing is known.
  ///
  /// - Parameter owner: what the key was written in, as messages call it; nil: nothing, as with `--set`
  static func advice(for name: String, in owner: String?) -> String? {
    // Arguments of other entries of catalogues would be no help for one of theirs.
    let isArgument = all.values.contains { $0.contains { $0.owner == owner && $0.kind != nil } }
    let places = (all[name] ?? []).filter {
      $0.owner != owner && (!isArgument || $0.kind == nil)
    }
    let sections = places.filter { $0.kind == nil }
    if !sections.isEmpty { return advice(in: sections) }
    if let place = places.first { return advice(name, in: place) }
    return otherNames[name.lowercased().replacing("-", with: "_")].map { "write \($0)" }
  }

  /// The whole way to a key from the top of the file: `training.epochs`,
  /// `training.optimizer.Adam.learning_rate`.
  package static func path(to name: String) -> String? {
    guard let place = all[name]?.first(where: { $0.kind == nil }) ?? all[name]?.first else {
      return nil
    }
    let entry = place.kind.map { ($0 == "layer" ? ["0"] : []) + [place.owner] } ?? []
    return (place.path + entry + [name]).joined(separator: ".")
  }

  private static func advice(in sections: [Place]) -> String {
    if sections.contains(where: { $0.path.isEmpty }) {
      return "it belongs at the top of the file, not inside another key"
    }
    let names = sections.prefix(2).map { "`\($0.path.joined(separator: "."))`" }
    return "it belongs into \(names.joined(separator: " or ")): move it there"
  }

  private static func advice(_ name: String, in place: Place) -> String {
    let kind = place.kind ?? ""
    let example = "\(place.owner): {\(name): …}"
    return kind == "layer"
      ? "it belongs to a layer: write `- \(example)` in `model`"
      : "it belongs to the \(kind): write `\(place.path.last ?? kind): {\(example)}`"
  }

  private static let all: [String: [Place]] = {
    var places: [String: [Place]] = [:]
    func visit(_ type: SchemaType, at path: [String]) {
      switch type {
      case .object(let object): visit(object, at: path)
      case .list(let inner, _), .nullable(let inner): visit(inner, at: path)
      case .either(let first, let second):
        visit(first, at: path)
        visit(second, at: path)
      case .choice(let choice):
        for entry in choice.entries() {
          for member in entry.members {
            places[member.name, default: []].append(
              Place(path: path, owner: entry.title, kind: choice.kind))
          }
        }
      case .any, .integer, .number, .boolean, .string, .constant, .enumeration, .map: break
      }
    }
    func visit(_ object: ObjectDescription, at path: [String]) {
      for member in object.members {
        places[member.name, default: []].append(
          Place(path: path, owner: object.title, kind: nil))
        // What is expected has the names of what it is expected of; a matrix has others' keys.
        if !["expect", "matrix"].contains(member.name) {
          visit(member.type, at: path + [member.name])
        }
      }
    }
    visit(Experiment.description, at: [])
    return places
  }()

  /// What Keras, PyTorch, Ludwig and Hydra call things, and what to write here.
  package static let otherNames: [String: String] = [
    "layers": "`model:`, a list of layers",
    "network": "`model:`, a list of layers",
    "architecture": "`model:`, a list of layers",
    "train": "`training:`",
    "trainer": "`training:`",
    "fit": "`training:`",
    "compile": "`loss` and `optimizer` in `training:`",
    "hparams": "`variables:`, or the keys of `training:`",
    "hyperparameters": "`variables:`, or the keys of `training:`",
    "params": "`variables:`",
    "constants": "`variables:`",
    "dataset": "`data:`",
    "datasets": "`data:`",
    "input_features": "`data: {inputs: …}`",
    "output_features": "`data: {targets: …}`",
    "x": "`data: {input: …}`",
    "y": "`data: {target: …}`",
    "lr": "`learning_rate`, an argument of the optimizer",
    "eta": "`learning_rate`, an argument of the optimizer",
    "betas": "`beta_1` and `beta_2`, arguments of the optimizer",
    "eps": "`epsilon`",
    "optim": "`optimizer` in `training:`",
    "solver": "`optimizer` in `training:`",
    "criterion": "`loss` in `training:`",
    "loss_fn": "`loss` in `training:`",
    "loss_function": "`loss` in `training:`",
    "objective": "`loss` in `training:`",
    "num_epochs": "`epochs` in `training:`",
    "n_epochs": "`epochs` in `training:`",
    "nb_epoch": "`epochs` in `training:`",
    "max_epochs": "`epochs` in `training:`",
    "batch": "`batch_size` in `training:`",
    "bs": "`batch_size` in `training:`",
    "num_batches": "`batch_size` in `training:`",
    "early_stopping": "`callbacks: [EarlyStopping: {monitor: val_loss}]` in `training:`",
    "early_stop": "`callbacks: [EarlyStopping: {monitor: val_loss}]` in `training:`",
    "scheduler": "a schedule as the optimizer's `learning_rate`",
    "lr_scheduler": "a schedule as the optimizer's `learning_rate`",
    "validation_split": "`split` in `data:`",
    "validation_data": "`split` in `data:`",
    "test_size": "`split` in `data:`",
    "random_seed": "`seed:` at the top of the file",
    "random_state": "`seed:` at the top of the file",
    "manual_seed": "`seed:` at the top of the file",
    "eval": "`evaluate:`",
    "evaluation": "`evaluate:`",
    "test": "`evaluate:`, or `split` in `data:`",
    "assert": "`expect:`",
    "expected": "`expect:`",
    "expectations": "`expect:`",
    "defaults": "`extends:`, a file to start from",
    "base": "`extends:`, a file to start from",
    "_base_": "`extends:`, a file to start from",
    "sweep": "`matrix:`",
    "sweeper": "`matrix:`",
    "grid": "`matrix:`",
    "search_space": "`matrix:`",
    "hyperopt": "`matrix:`",
    "weights": "`initial_weights:`, a safetensors file",
    "checkpoint": "`initial_weights:`, a safetensors file",
    "pretrained": "`initial_weights:`, a safetensors file",
    "hidden_size": "`units`",
    "hidden_dim": "`units`",
    "num_units": "`units`",
    "n_units": "`units`",
    "neurons": "`units`",
    "out_features": "`units`",
    "output_dim": "`units`; of an Embedding it is `output_dim`",
    "in_features": "nothing: the size of the input follows from the layer before",
    "input_size": "nothing: the size of the input follows from the layer before",
    "input_shape": "nothing: the shape of the input follows from `data`",
    "input_dim": "nothing: the size of the input follows from the layer before",
    "batch_first": "nothing: samples always come first",
    "num_layers": "a layer for each in `model`",
    "bidirectional": "`- Bidirectional: {layer: …}` around the layer",
    "act": "`activation`",
    "nonlinearity": "`activation`",
    "p": "`rate`",
    "bias": "`use_bias`",
    "name_or_path": "`file`",
    "filepath": "`file`",
    "path": "`file`",
    "min_lr": "`min_learning_rate`",
    "display_name": "`description:`",
    "title": "`description:`",
    "notes": "`description:`",
    "comment": "`description:`, or `#` before it",
  ]
}
