import Documents

/// Findings as JUnit's XML, in the form that its many readers share: a suite a file, a case an
/// experiment, with the seconds that its training took.
enum JUnitFindings {
  static func text(of findings: Findings) -> String {
    let suites = findings.files.map { file in (file, file.cases) }
    let all = suites.flatMap { $0.1 }
    var lines = [
      #"<?xml version="1.0" encoding="UTF-8"?>"#,
      #"<testsuites name="lstm-lab" \#(counts(all))>"#,
    ]
    for (file, cases) in suites {
      let path = XMLText.attribute(file.path)
      lines.append(#"  <testsuite name="\#(path)" \#(counts(cases))>"#)
      for item in cases { lines += element(item, path) }
      lines.append("  </testsuite>")
    }
    return (lines + ["</testsuites>", ""]).joined(separator: "\n")
  }

  private static func counts(_ cases: [ExperimentFindings]) -> String {
    let failures = cases.count { $0.isFailure }
    let skipped = cases.count { $0.status == .stopped }
    return #"tests="\#(cases.count)" failures="\#(failures)" errors="0" skipped="\#(skipped)""#
  }

  /// - Parameter path: the file's path, escaped
  private static func element(_ item: ExperimentFindings, _ path: String) -> [String] {
    let name = XMLText.attribute(item.name)
    let time = item.seconds.map { " time=\"\(DecimalText.text($0, decimals: 3))\"" } ?? ""
    let open = #"    <testcase classname="\#(path)" name="\#(name)""# + time
    let inner: String
    if item.isFailure {
      inner = failure(item)
    } else if item.status == .stopped {
      inner = #"<skipped message="the run was stopped before it ended"/>"#
    } else {
      return [open + "/>"]
    }
    return [open + ">", "      " + inner, "    </testcase>"]
  }

  private static func failure(_ item: ExperimentFindings) -> String {
    let renderer = DiagnosticRenderer(style: .plain)
    let text = item.diagnostics.map { renderer.text($0) }.joined(separator: "\n\n")
    let message = item.diagnostics.first?.message ?? item.status.rawValue
    let type = item.diagnostics.first?.code.rawValue ?? item.status.rawValue
    return #"<failure message="\#(XMLText.attribute(message))" type="\#(type)">"#
      + XMLText.content(text) + "</failure>"
  }
}

extension ExperimentFindings {
  fileprivate var isFailure: Bool {
    switch status {
    case .failed, .invalid, .differs: true
    case .done, .passed, .stopped, .checked, .verified: false
    }
  }
}

extension FileFindings {
  /// The experiments, each with what is wrong with the file too; for a file that cannot be read,
  /// the one that it would be.
  fileprivate var cases: [ExperimentFindings] {
    guard !experiments.isEmpty else {
      return [ExperimentFindings(name: name, status: .invalid, diagnostics: diagnostics)]
    }
    return experiments.map {
      ExperimentFindings(
        name: $0.name, status: $0.status, diagnostics: diagnostics + $0.diagnostics,
        seconds: $0.seconds)
    }
  }
}
