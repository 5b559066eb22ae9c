import Documents
import Engine
import Graphs

extension Plan {
  /// The plan as text: its memory, each buffer with its place, size and lifetime, then each kernel
  /// call with its floating-point operations and with what is shared out among threads, which meet
  /// between one stretch of calls and the next.
  package var listing: String {
    var text = "arena \(bytes(arenaCount)) bytes, of which \(bytes(persistentCount)) persistent\n\n"
    text += TextTable(
      [.right("offset"), .right("bytes"), .left("nodes"), .left("buffer")],
      rows: allocations.sorted { $0.buffer.offset < $1.buffer.offset }.map { row(of: $0) }
    ).text()
    text += "\n"
    let calls = steps.flatMap { step in step.calls.map { (step.node, $0) } }
    let stretches = program.segments.enumerated().flatMap { index, segment in
      segment.map { _ in index + 1 }
    }
    text += TextTable(
      [
        .right("stretch"), .right("node"), .left("kernel"), .right("operations"),
        .left("shared out"), .left("reads"), .left("writes"),
      ],
      rows: zip(stretches, calls).map { row(of: $1.1, node: $1.0, stretch: $0) }
    ).text()
    let threads = program.parts == 1 ? "one thread" : "up to \(program.parts) threads"
    return text + "\n\(number(operations)) floating-point operations a run; \(threads)\n"
  }

  private func row(of allocation: Allocation) -> [String] {
    let lifetime = allocation.lifetime.map { "\($0.first)–\($0.last)" } ?? "all"
    return [
      String(bytes(allocation.buffer.offset)), String(bytes(allocation.buffer.count)), lifetime,
      name(of: allocation),
    ]
  }

  private func row(of call: KernelCall, node: Int, stretch: Int) -> [String] {
    func places(_ buffers: [Buffer]) -> String {
      buffers.map { String(bytes($0.offset)) }.joined(separator: " ")
    }
    return [
      String(stretch), String(node), call.name, number(call.operations), shared(call.division),
      places(call.reads), places(call.writes),
    ]
  }

  /// What the parts of a call are, and how many at most; the plan's program may be too small for any.
  private func shared(_ division: Division) -> String {
    program.parts == 1 || division.parts == 1 ? "–" : "\(division.axis.rawValue)/\(division.parts)"
  }

  private func name(of allocation: Allocation) -> String {
    switch allocation.purpose {
    case .persistent(let value), .input(let value): graph.name(of: value)
    case .computed(let values): values.map { graph.name(of: $0) }.joined(separator: " → ")
    case .scratch(let node): "scratch of \(graph.nodes[node].operation.name)"
    }
  }

  private func bytes(_ floats: Int) -> Int { floats * 4 }

  private func number(_ value: Double) -> String {
    Int(exactly: value).map { String($0) } ?? value.description
  }
}
