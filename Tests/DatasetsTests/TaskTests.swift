import Datasets
import Files
import Graphs
import Schemas
import TestSupport
import Testing
import YAML

/// Every drawn sample of a task beside the definition in its paper.
@Suite struct TaskTests {
  /// One sample of an array, and its steps.
  private func draw(_ text: String, seed: UInt64 = 3) throws -> [String: [[Float]]] {
    let parsed = Parser.parse(Source(name: "task", bytes: Array(text.utf8)))
    var decoder = Decoder()
    let root = try #require(parsed.root)
    let decoded = Choice<AllSources>.decode(root, .none, &decoder)
    let choice = try #require(decoded)
    let data = try choice.value.load(
      SourceContext(seed: seed) { path throws(FileProblem) in throw .notFound(path: path) })
    guard case .arrays(let arrays) = data else { return [:] }
    return Dictionary(
      uniqueKeysWithValues: arrays.map { array in
        (array.name, array.samples.ranges.map { Array(array.samples.values[$0]) })
      })
  }

  private func both(_ text: String) throws -> [(x: [Float], y: [Float])] {
    let all = try draw(text)
    let (x, y) = (try #require(all["x"]), try #require(all["y"]))
    #expect(x.count == y.count && !x.isEmpty)
    return Array(zip(x, y)).map { (x: $0.0, y: $0.1) }
  }

  @Test func addingAddsTheMarkedNumbers() throws {
    let all = try both("adding: {steps: 31, samples: 4000}")
    var error = 0.0
    for (x, y) in all {
      let marked = (0..<31).filter { x[2 * $0 + 1] == 1 }
      #expect(marked.count == 2 && marked[0] < 15 && marked[1] >= 15)
      #expect(y == [x[2 * marked[0]] + x[2 * marked[1]]])
      error += Double((y[0] - 1) * (y[0] - 1))
    }
    // Always answering 1: the variance of a sum of two, 1/6; its deviation over 4000 is 0.003.
    #expect(abs(error / 4000 - 1.0 / 6) < 0.012)
  }

  @Test func addingOf1997AddsTheMarkedNumbers() throws {
    var error = 0.0
    for (x, y) in try both("adding: {steps: 100, samples: 2000, form: hochreiter}") {
      let length = x.count / 2
      #expect((100...110).contains(length))
      #expect(x[1] == -1 && x[2 * length - 1] == -1)
      #expect((0..<length).allSatisfy { (-1...1).contains(x[2 * $0]) })
      let marked = (0..<length).filter { x[2 * $0 + 1] == 1 }
      #expect(marked.count == 2 || (marked.count == 1 && x[0] == 0))
      #expect(marked[0] < 10 || marked.count == 1)
      #expect(abs(y[0] - (0.5 + marked.reduce(0) { $0 + x[2 * $1] } / 4)) < 1e-6)
      error += Double((y[0] - 0.5) * (y[0] - 0.5))
    }
    // Two numbers of variance 1/3, over 16; a tenth of the samples have one of them zero.
    #expect(abs(error / 2000 - 0.0407) < 0.005)
  }

  @Test func multiplicationMultipliesTheMarkedNumbers() throws {
    for (x, y) in try both("multiplication: {steps: 40, samples: 500}") {
      let length = x.count / 2
      #expect((40...44).contains(length))
      #expect(x[1] == -1 && x[2 * length - 1] == -1)
      let marked = (0..<length).filter { x[2 * $0 + 1] == 1 }
      // A mark at the first pair is lost; the pair's number is then 1.
      #expect(marked.count == 2 || (marked.count == 1 && x[0] == 1))
      #expect(marked.allSatisfy { $0 < 21 })
      #expect(y == [marked.reduce(1) { $0 * x[2 * $1] }])
    }
  }

  @Test(arguments: [2, 3])
  func temporalOrderTellsTheMarksInOrder(marks: Int) throws {
    let all = try both(
      "temporal_order: {shortest: 100, longest: 110, samples: 400, marks: \(marks)}")
    let places = marks == 2 ? [10...20, 50...60] : [10...20, 33...43, 66...76]
    for (x, y) in all {
      #expect((100...110).contains(x.count) && x.first == 4 && x.last == 5)
      let found = x.indices.filter { x[$0] >= 6 }
      #expect(zip(found, places).allSatisfy { $1.contains($0) } && found.count == marks)
      #expect(y == [found.reduce(0) { 2 * $0 + x[$1] - 6 }])
      #expect(x.dropFirst().dropLast().allSatisfy { (0...3).contains($0) || $0 >= 6 })
    }
  }

  @Test func copyMemoryRepeatsAfterTheDelay() throws {
    for (x, y) in try both("copy_memory: {delay: 12, samples: 50}") {
      #expect(x.count == 32 && y.count == 32)
      #expect(x[..<10].allSatisfy { (1...8).contains($0) } && x[21] == 9)
      #expect(x[10..<21].allSatisfy { $0 == 0 } && x[22...].allSatisfy { $0 == 0 })
      #expect(y[..<22].allSatisfy { $0 == 0 } && Array(y[22...]) == Array(x[..<10]))
    }
  }

  /// The grammar as a regular expression of the paper's figure, not as a table of states.
  @Test func reberStringsAreOfTheGrammar() throws {
    let all = try draw("embedded_reber: {samples: 300}")
    let (x, y, legal) = (
      try #require(all["x"]), try #require(all["y"]), try #require(all["legal"])
    )
    let inner = #/B(?:TS*X(?:XT*VP)*(?:S|XT*VV)|PT*V(?:PXT*V)*(?:V|PS))E/#
    for (sample, symbols) in x.enumerated() {
      let text = String((symbols + [y[sample].last ?? 0]).map { Array("BTPSXVE")[Int($0)] })
      let (first, last) = (text.dropFirst().first, text.dropLast().last)
      #expect(text.first == "B" && text.last == "E" && first == last, "\(text)")
      #expect((try? inner.wholeMatch(in: text.dropFirst(2).dropLast(2))) != nil, "\(text)")
      #expect(Array(symbols.dropFirst()) == Array(y[sample].dropLast()))
      for (step, next) in y[sample].enumerated() {
        let set = legal[sample][step * 7..<step * 7 + 7]
        #expect(set[set.startIndex + Int(next)] == 1)
        #expect((1...2).contains(set.reduce(0, +)))
      }
    }
  }

  @Test func twoSequencesTellTheirClassAtTheBeginning() throws {
    for (x, y) in try both("two_sequences: {steps: 50, samples: 200}") {
      #expect((50...55).contains(x.count))
      #expect(x[..<3].allSatisfy { $0 == (y[0] == 1 ? 1 : -1) })
      #expect(x[3...].allSatisfy { abs($0) < 3 })
    }
  }

  @Test func twoSequencesHaveNoisyTargetsOnRequest() throws {
    var (sums, squares, counts) = ([0.0, 0.0], 0.0, [0, 0])
    for (x, y) in try both("two_sequences: {steps: 50, samples: 4000, noisy_targets: true}") {
      // Three steps of 1 or -1 with noise of variance 0.2: a sum of the wrong sign is rare.
      let index = x[..<3].reduce(0, +) > 0 ? 0 : 1
      sums[index] += Double(y[0])
      counts[index] += 1
      squares += (Double(y[0]) - 0.5) * (Double(y[0]) - 0.5)
    }
    #expect(abs(sums[0] / Double(counts[0]) - 0.8) < 0.03)
    #expect(abs(sums[1] / Double(counts[1]) - 0.2) < 0.03)
    #expect(abs(squares / 4000 - 0.19) < 0.02)
  }

  @Test func echoReverseAndParityAreWhatTheySay() throws {
    for (x, y) in try both("echo: {steps: 9, samples: 40, delay: 2}") {
      #expect(Array(y[2...]) == Array(x[..<7]) && y[..<2].allSatisfy { $0 == 0 })
    }
    for (x, y) in try both("reverse_digits: {length: 5, samples: 40}") {
      #expect(y == x.reversed() && x.allSatisfy { (0...9).contains($0) })
    }
    for (x, y) in try both("parity: {steps: 7, samples: 40}") {
      #expect(y == [Float(x.count { $0 == 1 } % 2)])
    }
  }

  @Test func additionsAreRightAndNoneComesTwice() throws {
    var seen: Set<[Int]> = []
    for (x, y) in try both("addition: {digits: 3, samples: 300}") {
      let question = String(x.reversed().map { Array(" +0123456789")[Int($0)] })
      let numbers = question.split(separator: " ")[0].split(separator: "+").compactMap { Int($0) }
      let answer = String(y.map { Array(" +0123456789")[Int($0)] }).split(separator: " ")[0]
      #expect(numbers.count == 2 && Int(answer) == numbers.reduce(0, +), "\(question)")
      #expect(seen.insert(numbers.sorted()).inserted)
    }
  }

  @Test func epochsHaveOtherDrawsAndTheSameSeedTheSame() throws {
    let section = try PipelineTests.section(
      "source: {parity: {steps: 9, samples: 30}}\ndraw: each_epoch")
    func values(_ epoch: Int) throws -> [Float] {
      let start = try section.pipeline(seed: 1).start(epoch: epoch) { path throws(FileProblem) in
        throw .notFound(path: path)
      }
      return try start.content(isTarget: false).numbers(for: "test").values
    }
    #expect(try values(1) == values(1) && values(2) == values(2))
    #expect(try values(1) != values(2) && values(2) != values(3))
  }
}
