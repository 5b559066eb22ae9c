import Engine
import Testing

/// The matrix product against a scalar loop and against float64.
struct ProductKernelTests {
  private static let cases = 300
  private let seed = UInt64.random(in: 0...UInt64.max)

  private enum Start: CaseIterable {
    case zero, row, matrix, itself
  }

  @Test func products() {
    print("ProductKernelTests.products: seed \(seed)")
    for index in 0..<Self.cases { check(seed: seed &+ UInt64(index), largest: 70) }
  }

  /// Sizes about those of the tiles, where whole tiles meet what is left.
  @Test func smallProducts() {
    print("ProductKernelTests.smallProducts: seed \(seed)")
    for index in 0..<4 * Self.cases { check(seed: seed &+ UInt64(index), largest: 9) }
  }

  /// Columns, as `Dense` with one unit has them, of many rows.
  @Test func columns() {
    print("ProductKernelTests.columns: seed \(seed)")
    for index in 0..<Self.cases { check(seed: seed &+ UInt64(index), largest: 70, columns: 1) }
  }

  private func check(seed: UInt64, largest: Int, columns: Int? = nil) {
    var memory = GuardedMemory(seed: seed)
    let (m, n) = (memory.size(1...largest), columns ?? memory.size(1...largest))
    let k = memory.size(0...largest)
    let a = memory.matrix(rows: m, columns: k, isTransposed: memory.flip())
    let b = memory.matrix(rows: k, columns: n)
    let start = Start.allCases[memory.size(0...3)]
    let adds = start != .itself && memory.flip()
    let c = memory.matrix(rows: m, columns: n, isEmpty: !adds && start != .itself)
    let initial: KernelCall.Initial =
      switch start {
      case .zero: .zero
      case .row: .row(memory.drawn(n))
      case .matrix: .matrix(memory.matrix(rows: m, columns: n))
      case .itself: .matrix(c)
      }
    var calls = [KernelCall.gemm(a, b, from: initial, into: c, adding: adds)]
    var scratch: [Buffer] = []
    if memory.flip() {
      let panels = memory.empty(KernelCall.packedCount(rows: k, columns: n))
      calls = [
        .pack(b, into: panels), .gemm(a, packed: panels, from: initial, into: c, adding: adds),
      ]
      scratch = [panels]
    }
    let place = "\(m) × \(k) × \(n), \(start)\(adds ? ", adding" : ""), seed \(seed)"

    func first(_ floats: [Float], _ row: Int, _ column: Int) -> Float {
      switch initial {
      case .zero: 0
      case .row(let buffer): floats[buffer.offset + column]
      case .matrix(let matrix): floats[matrix, row, column]
      }
    }
    let result = KernelCheck(memory: memory, calls: calls, place: place).run(scratch: scratch) {
      floats in
      for row in 0..<m {
        for column in 0..<n {
          var chain = first(floats, row, column)
          for inner in 0..<k { chain.addProduct(floats[a, row, inner], floats[b, inner, column]) }
          floats[c, row, column] = adds ? floats[c, row, column] + chain : chain
        }
      }
    }
    // Each of k multiply-adds, and the last addition, errs by 2⁻²⁴ of a partial sum, which is at
    // most the sum of magnitudes.
    let before = memory.floats
    for row in 0..<m {
      for column in 0..<n {
        var terms = (0..<k).map { Double(before[a, row, $0]) * Double(before[b, $0, column]) }
        terms.append(Double(first(before, row, column)))
        if adds { terms.append(Double(before[c, row, column])) }
        let bound = Double(k + 1) * 0x1.01p-24 * terms.reduce(0) { $0 + abs($1) }
        let error = abs(Double(result[c, row, column]) - terms.reduce(0, +))
        if error > bound { Issue.record("error \(error), bound \(bound): \(place)") }
      }
    }
  }
}
