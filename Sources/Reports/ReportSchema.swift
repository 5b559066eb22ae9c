package import Documents
import Schemas

/// `report.json`, described from its declarations.
package enum ReportSchema {
  /// As a JSON Schema (draft-07).
  package static var document: DataValue {
    JSONSchema.document(of: Report.description, writtenBy: .program)
  }

  /// As a page of Markdown.
  package static var page: String {
    ReferencePage.text(
      of: Report.description,
      introduction: """
        # The results of experiments

        Made by `lstm-lab schema --report --markdown`; do not edit. `lstm-lab run` writes a folder for
        each experiment: `experiments/team/echo.yaml` has its results in `results/team/echo/`, and a
        point of a matrix in a folder below, called by its values.

        | file | what it holds |
        |---|---|
        | `report.json` | what the experiment is and what came out of it; its keys are below |
        | `history.csv` | a row an epoch: its number from 1, and its mean loss |
        | `predictions.csv` | a row a value: its indices from 0, the prediction, the target |
        | `summary.csv` | beside the folders: a row a report, made from the reports by every run |

        - Nothing depends on the machine, the clock, the number of threads or the order of running. Each
          number is the shortest decimal that reads back as the same bits: of a float32 in
          `predictions.csv`, of a float64 elsewhere. One that is not finite is `NaN`, `Infinity` or
          `-Infinity`.
        - The status is `done` (it was run, and nothing was expected), `passed`, `failed` (an
          expectation does not hold, or a number was no longer finite) or `invalid` (it cannot be
          run). `summary.csv` also says `incomplete` of a result whose files do not belong together,
          and `unreadable` of a report that is none.
        - The files of one result are a set. They are made beside the old ones, in the hidden folder
          `.lstm-lab`, and put in their place together, `report.json` last: it holds the digests of the
          others. A run that is killed in that moment leaves a result that every later run calls
          incomplete until the experiment is run again. What it left in `.lstm-lab` is removed by the
          next run.
        - Several runs may write to one folder of results at once, also on several machines over a
          shared disk that can lock files.
        - A power cut, unlike a killed process, can lose what was written in the seconds before it:
          a result may then be the old one, be missing, or have files that are empty or cut short,
          which the digests tell, or a `report.json` that is no JSON. `run --durable` waits until the
          disk has each file before it takes its place, and each folder after; then a result whose
          line was printed is never lost.

        """, writtenBy: .program)
  }
}
