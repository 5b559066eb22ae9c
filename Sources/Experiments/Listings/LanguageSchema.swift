package import Schemas

/// The experiment files' language as a JSON Schema.
package enum LanguageSchema {
  /// The schema as plain data.
  package static var document: DataValue {
    JSONSchema.document(
      of: Experiment.description, summary: "One experiment: data, model, training, expectations.")
  }
}
