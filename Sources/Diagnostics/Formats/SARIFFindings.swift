import Documents
import Schemas
import YAML

/// Findings as SARIF 2.1.0 (OASIS Standard, 28 August 2023). It has only what is wrong; section
/// numbers are that standard's.
enum SARIFFindings {
  private static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
  /// What viewers and GitHub take for the root of the repository. Where that is on this machine is
  /// left out, as the standard allows for the sake of equal documents (3.14.14).
  private static let root = "%SRCROOT%"

  /// - Parameter version: the version of lstm-lab
  static func text(of findings: Findings, version: String) -> String {
    let diagnostics = findings.distinct
    let codes = DiagnosticCode.allCases.filter { code in
      diagnostics.contains { $0.code == code }
    }
    let driver: DataValue = .mapping([
      .init("name", .string("lstm-lab")),
      .init("version", .string(version)),
      .init("rules", .list(codes.map { rule($0) })),
    ])
    let run: DataValue = .mapping([
      .init("tool", .mapping([.init("driver", driver)])),
      .init(
        "originalUriBaseIds",
        .mapping([
          .init(root, .mapping([.init("description", message("The root of the project."))]))
        ])),
      // How YAML counts lines, and we count columns (3.14.26, 3.14.27).
      .init("newlineSequences", .list(["\r\n", "\n", "\r"].map { .string($0) })),
      .init("columnKind", .string("unicodeCodePoints")),
      .init(
        "results",
        .list(diagnostics.map { result($0, codes.firstIndex(of: $0.code) ?? -1, findings) })),
    ])
    return JSONText.text(
      of: .mapping([
        .init("$schema", .string(schema)),
        .init("version", .string("2.1.0")),
        .init("runs", .list([run])),
      ]))
  }

  private static func rule(_ code: DiagnosticCode) -> DataValue {
    .mapping([
      .init("id", .string(code.rawValue)),
      .init("shortDescription", message(code.explanation.title)),
      .init("fullDescription", message(code.explanation.text)),
    ])
  }

  private static func result(
    _ diagnostic: Diagnostic, _ ruleIndex: Int, _ findings: Findings
  ) -> DataValue {
    var members: [DataValue.Member] = [
      .init("ruleId", .string(diagnostic.code.rawValue)),
      .init("ruleIndex", .integer(ruleIndex)),
      .init("level", .string("error")),
      .init("message", message(diagnostic.paragraphs.joined(separator: "\n"))),
    ]
    if let path = findings.projectPath(of: diagnostic.file) {
      let place = physicalLocation(path, diagnostic.label)
      members.append(.init("locations", .list([.mapping([place])])))
    }
    if let related = diagnostic.related,
      let path = findings.projectPath(of: related.range.source.name)
    {
      var location = [physicalLocation(path, related)]
      if !related.text.isEmpty { location.append(.init("message", message(related.text))) }
      members.append(.init("relatedLocations", .list([.mapping(location)])))
    }
    return .mapping(members)
  }

  private static func physicalLocation(
    _ path: String, _ label: Diagnostic.Label?
  ) -> DataValue.Member {
    var members: [DataValue.Member] = [
      .init(
        "artifactLocation",
        .mapping([
          .init("uri", .string(relativeReference(path))),
          .init("uriBaseId", .string(root)),
        ]))
    ]
    if let range = label?.range {
      members.append(
        .init(
          "region",
          .mapping([
            .init("startLine", .integer(range.start.line)),
            .init("startColumn", .integer(range.start.column)),
            .init("endLine", .integer(range.end.line)),
            .init("endColumn", .integer(range.end.column)),
          ])))
    }
    return .init("physicalLocation", .mapping(members))
  }

  /// Braces are doubled, for single ones mean arguments (3.11.5).
  private static func message(_ text: String) -> DataValue {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar == "{" || scalar == "}" { result.unicodeScalars.append(scalar) }
      result.unicodeScalars.append(scalar)
    }
    return .mapping([.init("text", .string(result))])
  }

  /// A relative path as a URI reference: all but the unreserved characters (RFC 3986, 2.3) and the
  /// slash is percent-encoded.
  private static func relativeReference(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF")
    var result = ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
    return result
  }
}
