package import Documents
import Schemas

/// The language of experiment files, described from its declarations.
package enum LanguageSchema {
  /// As a JSON Schema (draft-07).
  package static var document: DataValue {
    JSONSchema.document(of: Experiment.description)
  }

  /// As a page of Markdown.
  package static var page: String {
    ReferencePage.text(
      of: Experiment.description,
      introduction: """
        # The language of experiment files

        Made by `lstm-lab schema --markdown`; do not edit. An experiment is one YAML 1.2 file.

        - Wherever one of several kinds is picked (a layer, an optimizer, …) the form is
          `Name: {arguments}`, or the bare name where every argument has a default.
        - Wherever a number may stand, a formula may: a value that begins with `=` is arithmetic over
          `variables` with `+ - * / ^` and parentheses; `^` binds tightest and to the right.
        - What a value is read as follows from its key: `1e-3` is a number, `010` is ten, and `no`
          is text, never false. Truth values are `true` and `false`.
        - Unknown keys, duplicate keys and unknown tags are errors. Anchors, aliases and `<<` work.
        - A folder means every `.yaml` and `.yml` file below it; names that begin with `.` or `_` are
          passed over, so `_base.yaml` is a good name for a file that others extend.

        """)
  }
}
