import CheckSupport
import Diagnostics
import Experiments
import FoundationEssentials
import Reports
import Testing

/// Every code has a page whose wrong example raises exactly that code and whose right one none.
@Suite struct ExplanationTests {
  @Test(arguments: DiagnosticCode.allCases)
  func wrongExampleRaisesItsCode(_ code: DiagnosticCode) throws {
    // What no text can show is tried out with a link that leads nowhere.
    if code == .unreadableFile {
      let folder = try ExampleFolder()
      try FileManager.default.createSymbolicLink(
        atPath: folder.path + "/gone.yaml", withDestinationPath: "nowhere")
      #expect(folder.codes(of: [""], settings: []) == [.unreadableFile])
      return
    }
    // What only `verify` finds is raised by its own tests, each code of it.
    if code.rawValue.hasPrefix("LAB4") { return }
    #expect(try codes(of: code.explanation.wrong) == [code])
  }

  @Test(arguments: DiagnosticCode.allCases)
  func rightExampleRaisesNothing(_ code: DiagnosticCode) throws {
    if code == .unreadableFile { return }
    #expect(try codes(of: code.explanation.right) == [])
  }

  @Test(arguments: DiagnosticCode.allCases)
  func pageFitsATerminal(_ code: DiagnosticCode) {
    let page = code.explanation.page(of: code)
    #expect(page.hasPrefix(code.rawValue + ": "))
    for line in page.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
  }

  /// The distinct codes that checking, and where that finds nothing running, the example raises.
  private func codes(of example: Explanation.Example) throws -> [DiagnosticCode] {
    let folder = try ExampleFolder()
    try folder.write("base.yaml", Explanation.base)
    switch example {
    case .keys(let text):
      try folder.write("example.yaml", "extends: base.yaml\n" + text + "\n")
      return folder.codes(of: ["example.yaml"], settings: [])
    case .file(let text):
      try folder.write("example.yaml", text)
      return folder.codes(of: ["example.yaml"], settings: [])
    case .bytes(let bytes, _):
      try folder.write("example.yaml", bytes: Array("extends: base.yaml\n".utf8) + bytes)
      return folder.codes(of: ["example.yaml"], settings: [])
    case .setting(let text): return folder.codes(of: ["base.yaml"], settings: [text])
    case .files(let files):
      for file in files { try folder.write(file.name, file.text) }
      return folder.codes(of: files.map { $0.name }, settings: [])
    case .situation: return []
    }
  }
}

/// A folder of examples that goes away with the test.
private final class ExampleFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/lstm-lab-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func write(_ name: String, _ text: String) throws {
    try write(name, bytes: Array(text.utf8))
  }

  func write(_ name: String, bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(filePath: path + "/" + name))
  }

  func codes(of names: [String], settings: [String]) -> [DiagnosticCode] {
    var diagnostics: [Diagnostic] = []
    var overrides: [Override] = []
    for setting in settings {
      let parsed = Override.parse(setting)
      diagnostics += parsed.diagnostics
      if let override = parsed.override { overrides.append(override) }
    }
    let paths = names.map { path + "/" + $0 }
    let files = (try? Checking.selection(paths, overrides: overrides).files) ?? []
    for file in files {
      diagnostics += Checking.diagnostics(of: file)
      for index in 0..<file.count {
        guard let experiment = file[index].experiment else { continue }
        diagnostics += ((try? Outcome.training(experiment))?.diagnostics ?? [])
      }
    }
    return diagnostics.map { $0.code }.reduce(into: []) { codes, code in
      if !codes.contains(code) { codes.append(code) }
    }
  }
}
