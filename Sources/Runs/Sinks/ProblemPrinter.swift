import Diagnostics

/// What is wrong with the experiments of a selection, file by file, each problem once and as a person
/// reads it. Conclusions come in their order.
struct ProblemPrinter {
  private let selection: RunSelection
  private var printer: DiagnosticPrinter
  /// The file whose conclusions come now.
  private var file: Int?
  private var countOfFile = 0
  private var wrongFiles: Set<Int> = []
  /// How many problems were shown.
  private(set) var count = 0

  /// Nobody reads on, and the points of a matrix may all be wrong, each in its own way.
  private static let limit = 1000

  init(_ selection: RunSelection, style: TextStyle) {
    self.selection = selection
    printer = DiagnosticPrinter(style: style)
  }

  /// How many files had problems.
  var fileCount: Int { wrongFiles.count }

  /// The text of those problems that were not shown before.
  mutating func text(of conclusion: Conclusion, _ item: RunSelection.Item) -> String {
    let experimentFile = selection.files[item.file]
    var diagnostics = conclusion.diagnostics
    if experimentFile.hasMatrix, conclusion.name != experimentFile.name {
      diagnostics = diagnostics.map {
        $0.noting("at the matrix's point \(conclusion.name.name)")
      }
    }
    if file != item.file {
      (file, countOfFile) = (item.file, 0)
      diagnostics = (experimentFile.diagnostics + diagnostics).sortedByPlace()
    }
    guard !diagnostics.isEmpty else { return "" }
    wrongFiles.insert(item.file)
    guard countOfFile <= Self.limit else { return "" }
    var texts = printer.new(diagnostics)
    let room = Self.limit - countOfFile
    countOfFile += texts.count
    if countOfFile > Self.limit {
      let rest = Diagnostic(
        .tooLarge, "more than \(Self.limit) problems", file: experimentFile.path.shown,
        help: "correct the first of them; the others may follow from them")
      texts = texts.prefix(room) + printer.new([rest])
    }
    count += texts.count
    return texts.joined()
  }
}
