/// Makes the tree from libyaml's events.
struct TreeBuilder {
  private let text: TextMap
  private let limits: Limits
  private var problems: [SyntaxProblem] = []
  private var frames: [Frame] = []
  private var anchors = Anchors()
  private var nodeCount = 0
  private var root: Node?
  private var isStopped = false
  /// Whether no further event is wanted.
  private(set) var isFinished = false

  init(text: TextMap, limits: Limits) {
    self.text = text
    self.limits = limits
  }

  /// What was read so far; the whole once `isFinished`.
  var result: ParseResult {
    // What an unknown alias might have meant is known only at the end.
    let problems = problems.map { problem in
      guard case .unknownAlias(let name, _) = problem.kind else { return problem }
      return SyntaxProblem(
        kind: .unknownAlias(name, anchors: anchors.names), range: problem.range,
        related: anchors[name]?.range)
    }
    // Equal places keep the order of reporting.
    let sorted = problems.enumerated().sorted {
      ($0.element.range.start.offset, $0.offset) < ($1.element.range.start.offset, $1.offset)
    }
    return ParseResult(root: isStopped ? nil : root, problems: sorted.map { $0.element })
  }

  /// The innermost open bracket.
  var openBracket: SourcePosition? { frames.last { $0.isFlow }?.start }

  mutating func report(_ problem: SyntaxProblem) {
    guard !isStopped else { return }
    problems.append(problem)
    if problems.count >= limits.problems {
      stop(SyntaxProblem(kind: .tooManyProblems(limit: limits.problems), range: problem.range))
    }
  }

  /// Reports a problem that nothing can be read after.
  mutating func stop(_ problem: SyntaxProblem) {
    guard !isStopped else { return }
    problems.append(problem)
    isStopped = true
    isFinished = true
  }

  mutating func take(_ event: Event) {
    let start = text.position(event.start)
    let end = text.position(event.end)
    switch event.kind {
    case .streamStart, .documentStart: break
    case .streamEnd: finish(text.position(0))
    case .documentEnd: endDocument(at: end)
    case .alias(let name): takeAlias(name, text.range(start, end))
    case .scalar(let value, let isPlain):
      takeScalar(event, value, isPlain: isPlain, start: start, end: end)
    case .sequenceStart(let isFlow):
      open(event, isMapping: false, isFlow: isFlow && isBracket(event, "["), start: start)
    case .mappingStart(let isFlow):
      open(event, isMapping: true, isFlow: isFlow && isBracket(event, "{"), start: start)
    case .collectionEnd: close(at: end)
    }
  }

  // MARK: - The end

  /// Looks at what follows the document without libyaml, which would read the next one's
  /// directives, at a cost that grows with the square of their number.
  private mutating func endDocument(at end: SourcePosition) {
    var place = end
    // An explicit end (`...`) lies just before.
    var isEnded = end.offset >= 3 && isMarker("...", TextLine(text, at: end).start, end)
    while true {
      let line = TextLine(text, at: place)
      let content = text.range(max(place, line.content.start), line.content.end)
      if content.start < content.end {
        let marker = text.position(from: content.start, toOffset: content.start.offset + 3)
        if isMarker("...", content.start, marker) {
          isEnded = true
        } else {
          let isSecond = isEnded || isMarker("---", content.start, marker)
          guard isSecond else {
            return stop(
              SyntaxProblem(kind: .textAfterValue, range: content, related: root?.place))
          }
          let range =
            isMarker("---", content.start, marker)
            ? text.range(content.start, marker) : content
          report(SyntaxProblem(kind: .secondDocument, range: range))
          break
        }
      }
      guard let next = line.next else { break }
      place = next
    }
    finish(text.position(0))
  }

  private func isMarker(
    _ marker: String, _ start: SourcePosition, _ end: SourcePosition
  ) -> Bool {
    start.column == 1 && start < end && text.text(text.range(start, end)) == marker
  }

  private mutating func finish(_ start: SourcePosition) {
    isFinished = true
    guard !isStopped else { return }
    if let root {
      guard case .scalar(let scalar) = root.content else { return }
      let isEmpty = scalar.text.isEmpty && scalar.isPlain && scalar.tag == nil
      guard isEmpty, !root.isPlaceholder else { return }
      self.root = nil
    }
    report(SyntaxProblem(kind: .emptyDocument, range: text.range(start, start)))
  }

  // MARK: - Nodes

  private func properties(_ event: Event, at start: SourcePosition) -> Properties {
    let count = (event.anchor == nil ? 0 : 1) + (event.tag == nil ? 0 : 1)
    return Properties(text, at: start, count: count)
  }

  /// A mapping of one pair in a flow sequence (`[a: 1]`) has flow style but no bracket.
  private func isBracket(_ event: Event, _ bracket: Unicode.Scalar) -> Bool {
    text.scalar(properties(event, at: text.position(event.start)).contentStart) == bracket
  }

  private mutating func takeScalar(
    _ event: Event, _ value: String, isPlain: Bool, start: SourcePosition, end: SourcePosition
  ) {
    let properties = properties(event, at: start)
    let tag = scalarTag(event, properties)
    let range: SourceRange
    if properties.contentStart < end {
      range = text.range(properties.contentStart, trim(properties.contentStart, end))
    } else {
      let place = emptyPlace(properties, end)
      range = text.range(place, place)
    }
    let scalar = Scalar(
      text: text.hasOldLineBreaks ? Preparation.restore(value) : value, isPlain: isPlain, tag: tag)
    let node = Node(content: .scalar(scalar), range: range)
    let anchor = open(event.anchor, properties)
    add(Anchors.Target(node: node, size: 1, height: 0), anchor: anchor, counting: 1)
  }

  /// libyaml places some empty values at the next token, lines later; here they stand where the
  /// text before them ends.
  private func emptyPlace(_ properties: Properties, _ end: SourcePosition) -> SourcePosition {
    if let last = [properties.anchor?.end, properties.tag?.end].compactMap({ $0 }).max() {
      return last
    }
    guard let key = frames.last?.key, end.offset > 0 else { return end }
    let colon = UInt8(ascii: ":")
    if text.byte(end.offset - 1) == colon { return end }
    var place = key.place.end
    while let byte = text.byte(place.offset), TextLine.isBlank(byte) || TextLine.isBreak(byte) {
      place = text.after(place)
    }
    let hasColon = place < end && text.byte(place.offset) == colon
    return hasColon ? text.after(place) : key.place.end
  }

  /// libyaml ends a block scalar where the next token may start.
  private func trim(_ start: SourcePosition, _ end: SourcePosition) -> SourcePosition {
    var offset = end.offset
    while let byte = text.byte(offset - 1), TextLine.isBlank(byte) || TextLine.isBreak(byte) {
      offset -= 1
    }
    return offset == end.offset ? end : text.position(from: start, toOffset: offset)
  }

  private mutating func takeAlias(_ name: String, _ range: SourceRange) {
    guard let anchor = anchors[name] else {
      // The names follow once all are known.
      report(SyntaxProblem(kind: .unknownAlias(name, anchors: []), range: range))
      return add(placeholder(range), anchor: nil, counting: 1)
    }
    guard let target = anchor.target else {
      report(SyntaxProblem(kind: .recursiveAlias(name), range: range, related: anchor.range))
      return add(placeholder(range), anchor: nil, counting: 1)
    }
    guard frames.count + target.height <= limits.depth else {
      return stop(SyntaxProblem(kind: .tooDeep(limit: limits.depth), range: range))
    }
    let node = Node(
      content: target.node.content, range: target.node.range, alias: range,
      isPlaceholder: target.node.isPlaceholder)
    add(
      Anchors.Target(node: node, size: target.size, height: target.height), anchor: nil,
      counting: target.size)
  }

  private func placeholder(_ range: SourceRange) -> Anchors.Target {
    let scalar = Scalar(text: "", isPlain: true, tag: nil)
    let node = Node(content: .scalar(scalar), range: range, isPlaceholder: true)
    return Anchors.Target(node: node, size: 1, height: 0)
  }

  private mutating func open(
    _ name: String?, _ properties: Properties
  ) -> (name: String, number: Int)? {
    guard let name, let range = properties.anchor else { return nil }
    return (name, anchors.open(name, range: range))
  }

  private mutating func open(
    _ event: Event, isMapping: Bool, isFlow: Bool, start: SourcePosition
  ) {
    let properties = properties(event, at: start)
    let first = properties.contentStart
    guard frames.count < limits.depth else {
      let range = text.character(first)
      return stop(SyntaxProblem(kind: .tooDeep(limit: limits.depth), range: range))
    }
    checkTag(event, properties, isMapping: isMapping)
    let anchor = open(event.anchor, properties)
    frames.append(
      Frame(isMapping: isMapping, isFlow: isFlow, start: first, anchor: anchor, end: first))
    count(1, at: text.character(first))
  }

  private mutating func close(at end: SourcePosition) {
    guard let frame = frames.popLast() else { return }
    let content: Node.Content
    if frame.isMapping {
      var assembler = MappingAssembler()
      content = .mapping(assembler.entries(frame.pairs))
      for problem in assembler.problems { report(problem) }
    } else {
      content = .sequence(frame.items)
    }
    let node = Node(
      content: content, range: text.range(frame.start, frame.isFlow ? end : frame.end))
    // Counted when it was opened, and its children as they came.
    add(
      Anchors.Target(node: node, size: frame.size, height: frame.height), anchor: frame.anchor,
      counting: 0)
  }

  private mutating func add(
    _ target: Anchors.Target, anchor: (name: String, number: Int)?, counting size: Int
  ) {
    count(size, at: target.node.place)
    if let anchor { anchors.close(anchor.name, number: anchor.number, target: target) }
    if frames.isEmpty {
      root = target.node
    } else {
      frames[frames.count - 1].add(target)
    }
  }

  private mutating func count(_ size: Int, at range: SourceRange) {
    nodeCount += size
    if nodeCount > limits.nodes {
      stop(SyntaxProblem(kind: .tooManyNodes(limit: limits.nodes), range: range))
    }
  }
}
