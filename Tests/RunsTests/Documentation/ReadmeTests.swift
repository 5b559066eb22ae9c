import FoundationEssentials
import Testing

/// The README's table of the path of data, held against the package: every module stands in it, every
/// file that it names exists, and no module imports one that stands below it.
@Suite struct ReadmeTests {
  private static let root =
    #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined()

  private static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: root + "/" + path)), as: UTF8.self)
  }

  private struct Row {
    /// The modules of the row, the first the one that it is about.
    let modules: [String]
    /// The paths that it names, from the root of the package.
    let paths: [String]
  }

  private static func rows() throws -> [Row] {
    let readme = try text("README.md")
    let section = try #require(readme.split(separator: "## The path of data").last)
    let table = section.split(separator: "\n").drop { !$0.hasPrefix("|") }
      .prefix { $0.hasPrefix("|") }.dropFirst(2)
    return table.map { line in
      var folder = ""
      let quoted = line.split(separator: "`", omittingEmptySubsequences: false)
      let names = quoted.indices.filter { $0 % 2 == 1 }.map { String(quoted[$0]) }
        .filter { $0.contains("/") || $0.hasSuffix(".swift") || $0.hasSuffix(".h") }
      let paths = names.map { name in
        if name.hasPrefix("Sources/") {
          folder = name.split(separator: "/").prefix(2).joined(separator: "/")
          // Names behind a file stand in its folder, or in the module's.
          return name
        }
        return folder + "/" + name
      }
      let modules = paths.compactMap { $0.split(separator: "/").dropFirst().first }
      return Row(modules: modules.map { String($0) }, paths: paths)
    }
  }

  /// The modules with what they import, as the package declares them.
  private static func dependencies() throws -> [String: Set<String>] {
    let package = try text("Package.swift")
    var dependencies: [String: Set<String>] = [:]
    for part in package.split(separator: "name: \"").dropFirst() {
      let name = String(part.prefix { $0 != "\"" })
      guard FileManager.default.fileExists(atPath: root + "/Sources/" + name) else { continue }
      // Behind its name: a list of names in quotes, up to the next declaration.
      let declared = part.split(separator: "swiftSettings", omittingEmptySubsequences: false)[0]
      let names = declared.split(separator: "\"").map { String($0) }.dropFirst()
      dependencies[name, default: []].formUnion(
        names.filter { FileManager.default.fileExists(atPath: root + "/Sources/" + $0) })
    }
    return dependencies
  }

  @Test func `names files that exist`() throws {
    for path in try Self.rows().flatMap({ $0.paths }) {
      #expect(FileManager.default.fileExists(atPath: Self.root + "/" + path), "\(path)")
    }
  }

  @Test func `names every module`() throws {
    let named = Set(try Self.rows().flatMap { $0.modules })
    let modules = try FileManager.default.contentsOfDirectory(atPath: Self.root + "/Sources")
    #expect(named == Set(modules))
  }

  @Test func `has no module above one that it imports`() throws {
    let order = try Self.rows().compactMap { $0.modules.first }
    let dependencies = try Self.dependencies()
    #expect(dependencies["Plans"] == ["Documents", "Engine", "Graphs"])
    for (module, imports) in dependencies {
      guard let place = order.firstIndex(of: module) else { continue }
      for imported in imports where imported != module {
        guard let other = order.firstIndex(of: imported) else { continue }
        #expect(other < place, "\(module) imports \(imported)")
      }
    }
  }
}
