extension DiagnosticCode {
  /// The pages on LAB0xxx.
  var syntaxExplanation: Explanation {
    switch self {
    case .encoding:
      Explanation(
        title: "The file is not UTF-8",
        text: "Experiment files are UTF-8, so that they mean the same everywhere. Save the file "
          + "as UTF-8 in your editor; `iconv -f LATIN1 -t UTF-8` converts an old one.",
        wrong: .bytes(
          Array("description: Gr".utf8) + [0xfc] + Array("n\n".utf8),
          shown: "description: Gr\u{fffd}n"),
        right: .keys("description: Grün"))
    case .forbiddenCharacter:
      Explanation(
        title: "A character that YAML bars",
        text: "Control characters are invisible and mean nothing in YAML. They come with text that "
          + "was copied from a terminal or written by a program. Remove the character, or write "
          + "its escape inside double quotes.",
        wrong: .bytes(Array("description: bell\u{7}\n".utf8), shown: "description: bell\u{2407}"),
        right: .keys(#"description: "bell\a""#))
    case .tooLarge:
      Explanation(
        title: "The file is larger, or nested deeper, than any experiment",
        text: "A file may have 16 MiB, 100 000 values (each alias counted with all that it stands "
          + "for), 64 lists and mappings inside one another, 1000 variables and 10,000 layers; of its "
          + "problems 1000 are told. The limits keep a slip, or malice, from taking all memory or "
          + "time.",
        wrong: .keys(
          "description: " + String(repeating: "[", count: 70) + String(repeating: "]", count: 70)),
        right: .keys("description: flat"))
    case .tabIndentation:
      Explanation(
        title: "A tab indents",
        text: "YAML's structure is its indentation, and tabs have no agreed width, so YAML allows "
          + "only spaces. Tell your editor to insert spaces for YAML files.",
        wrong: .keys("training:\n\tepochs: 20"), right: .keys("training:\n  epochs: 20"))
    case .colon:
      Explanation(
        title: "A colon is missing, or one too many",
        text: "A key ends with a colon and a space. A value that has `: ` in it needs quotes.",
        wrong: .keys("description: Echo: five values"),
        right: .keys(#"description: "Echo: five values""#))
    case .indentation:
      Explanation(
        title: "A line is indented unlike those around it",
        text: "Keys of one mapping stand in one column, and so do the `-` of one list.",
        wrong: .keys("training:\n  epochs: 20\n   batch_size: 1"),
        right: .keys("training:\n  epochs: 20\n  batch_size: 1"))
    case .quote:
      Explanation(
        title: "A quoted text is not closed, or has an unknown escape",
        text: "Double quotes understand escapes such as \\n; single quotes take everything as it "
          + "is, and write ' as ''.",
        wrong: .keys("description: \"five values"), right: .keys("description: \"five values\""))
    case .bracket:
      Explanation(
        title: "A bracket is not closed, or a comma is missing",
        text: "`[a, b]` is a list and `{key: value}` a mapping; what is between the brackets is "
          + "separated by commas.",
        wrong: .keys("training: {epochs: 20"), right: .keys("training: {epochs: 20}"))
    case .malformed:
      Explanation(
        title: "The text is not YAML here",
        text: "The most common reasons: a value begins with a character that means something to "
          + "YAML (quote the value), or something follows a value that is complete.",
        wrong: .keys("description: @home"), right: .keys("description: \"@home\""))
    case .emptyFile:
      Explanation(
        title: "The file is empty",
        text: "An experiment has at least `data`, `model` and `training`; comments alone are none.",
        wrong: .file("# to be written\n"), right: .file(Explanation.base))
    case .duplicateKey:
      Explanation(
        title: "A key stands twice in one mapping",
        text:
          "Most readers of YAML silently take the last one; which was meant is not for a program "
          + "to guess.",
        wrong: .keys("training:\n  epochs: 20\n  epochs: 30"),
        right: .keys("training:\n  epochs: 30"))
    case .unknownTag:
      Explanation(
        title: "A tag that means nothing here",
        text: "What a value is follows from its key, so tags are not needed. A text that begins "
          + "with `!` needs quotes.",
        wrong: .keys("description: !important five values"),
        right: .keys("description: \"!important five values\""))
    case .secondDocument:
      Explanation(
        title: "A second document in one file",
        text: "`---` begins another document. One file is one experiment, since its reports are "
          + "named after it; `matrix` makes many runs of one file.",
        wrong: .keys("seed: 1\n---\nseed: 2"), right: .keys("matrix: {seed: [1, 2]}"))
    case .alias:
      Explanation(
        title: "An alias without its anchor",
        text:
          "`&name` marks a value and `*name`, further down, repeats it. A text that begins with "
          + "`*` or `&` needs quotes.",
        wrong: .keys("description: *text"), right: .keys("description: \"*text\""))
    case .key:
      Explanation(
        title: "A key that is not plain text",
        text: "YAML would allow lists and mappings as keys; no key of an experiment is one.",
        wrong: .keys("training:\n  [epochs]: 20"), right: .keys("training:\n  epochs: 20"))
    case .merge:
      Explanation(
        title: "`<<` merges something that is no mapping",
        text: "`<<: *name` takes over the keys of a mapping, or of a list of mappings.",
        wrong: .keys("training:\n  <<: 20"), right: .keys("training:\n  <<: {epochs: 20}"))
    case .directive:
      Explanation(
        title: "A line that begins with `%`",
        text: "Such a line is a directive to the reader of YAML; none is needed. Files are read as "
          + "YAML 1.2.",
        wrong: .file("%YAML 2.0\n---\n" + Explanation.base), right: .file(Explanation.base))
    default:
      Explanation(
        title: "The file cannot be read",
        text: "The system refused; its own words stand in the message. Check the file's "
          + "permissions, and that a link leads somewhere.",
        wrong: .situation("a link to a file that is gone"),
        right: .situation("a file that you may read"))
    }
  }
}
