import Documents

/// The files of a project to start from.
package enum ProjectTemplate {
  /// Each by its path in the project, with its text.
  package static var files: [(path: String, text: String)] {
    [
      ("experiments/wave.yaml", experiment),
      ("experiments/schema.json", JSONText.text(of: LanguageSchema.document)),
      (".gitattributes", attributes),
      (".github/workflows/results.yml", workflow),
    ]
  }

  /// A whole experiment that needs no file, passes, and says what everything in it is for.
  private static let experiment = """
    # yaml-language-server: $schema=schema.json
    #
    # One file is one experiment: the data, the layers, the training, and what must come out.
    #   lstm-lab check experiments/    tells what is wrong with it, without training
    #   lstm-lab show data FILE        prints the data at every step
    #   lstm-lab run experiments/      trains it, and writes its reports to results/
    #   lstm-lab verify experiments/   tells whether committed reports still hold
    description: >-
      The next value of a noisy wave from the twelve before it, and whether a small LSTM forecasts it better
      than repeating the last value does.
    seed: 1  # every random number follows from it: another seed, another training
    data:
      # Your own data: csv: {file: data/mine.csv, columns: [value]}
      source: {sine: {length: 400, period: 25, noise: 0.1}}
      split: {train: 280, test: rest}  # in the order of time
      prepare: [scale: standard]  # learned from the training rows alone, undone before anything is measured
      window: {past: 12, ahead: 1}
      target: [flatten]
    model:
      - LSTM: {units: 8}
      - Dense: {units: 1}
    training:
      loss: mean_squared_error
      optimizer: {Adam: {learning_rate: 0.01}}
      epochs: 60
      batch_size: 32
    evaluate:  # measured once at the end, in the data's own units
      metrics: [mean_absolute_error]
      baselines: [last_value]
    expect:  # what must come out, else the experiment fails
      parameters: {lstm_1: 320, total: 329}
      samples: {train: 268, test: 120}
      metrics: {test.mean_absolute_error: {below: baseline.last_value}}

    """

  /// Results have the same bytes everywhere, so git changes no line end of them; review tools fold the
  /// files with a row an epoch, a value or a point.
  private static let attributes = """
    results/** -text
    results/**/history.csv linguist-generated=true
    results/**/predictions.csv linguist-generated=true
    results/**/runs.csv linguist-generated=true

    """

  private static let workflow = """
    # Proves on every change that the committed results still hold.
    name: results
    on: [push, pull_request]
    jobs:
      verify:
        runs-on: ubuntu-latest
        container: swift:6.2-bookworm
        steps:
          - uses: actions/checkout@v4
          - uses: actions/checkout@v4
            with: {repository: OWNER/lstm-lab, path: .lstm-lab}  # where you keep a copy of lstm-lab
          - run: apt-get update && apt-get install -y libyaml-dev libssl-dev
          - run: swift build -c release --package-path .lstm-lab --product lstm-lab
          - run: .lstm-lab/.build/release/lstm-lab verify experiments/

    """
}
