import Engine

/// Where a mask has its masked steps.
enum MaskPattern: CaseIterable {
  case nowhere, start, middle, end, wholeSample, hereAndThere

  /// The words [batch, steps]: zero where masked. A step in use has one of several words, the last
  /// one the bits of −0. Samples differ in how many steps are masked.
  func words(batch: Int, steps: Int) -> [Float] {
    var words: [Float] = []
    for sample in 0..<batch {
      for step in 0..<steps {
        let valid = [1, Float(bitPattern: 1), -0.0][(sample + step) % 3]
        words.append(isMasked(sample, step, of: steps) ? 0 : valid)
      }
    }
    return words
  }

  private func isMasked(_ sample: Int, _ step: Int, of steps: Int) -> Bool {
    let length = sample % max(steps, 2)
    switch self {
    case .nowhere: return false
    case .start: return step <= length
    case .middle: return step > 0 && step < steps - 1 && step != 1 + length
    case .end: return step >= steps - 1 - length
    case .wholeSample: return sample % 2 == 0
    case .hereAndThere: return (sample * 5 + step * 3) % 4 < 2
    }
  }
}

extension LSTMCase {
  /// Batch, steps, units and features, for each layout of the kernels.
  static let sizesOfLayouts: [LSTMLayout: [(Int, Int, Int, Int)]] = [
    .small: [(1, 5, 3, 2), (2, 6, 16, 1)],
    .row: [(1, 5, 17, 3), (1, 3, 66, 2)],
    .tiles: [(3, 5, 17, 2), (7, 4, 33, 3)],
    .lanes: [(17, 7, 3, 2), (32, 3, 12, 4)],
  ]

  /// Every layout with every pattern, and without a mask; initial states, trained or not, outputs
  /// that are read and states that are passed on in turn.
  static let masked: [LSTMCase] = {
    var cases: [LSTMCase] = []
    for layout in LSTMLayout.allCases {
      for (batch, steps, units, features) in sizesOfLayouts[layout] ?? [] {
        for pattern in [nil] + MaskPattern.allCases.map({ Optional($0) }) {
          for flags in 0..<8 {
            cases.append(
              LSTMCase(
                batch: batch, steps: steps, units: units, features: features,
                returnsSequences: flags & 1 == 1, hasBias: flags != 2, hasState: flags & 2 == 2,
                mask: pattern, trainsStates: flags != 3,
                read: flags & 4 == 0 ? .hidden : flags == 6 ? .lastCell : .hiddenAndLastStates,
                passesStates: flags % 3 == 0))
          }
        }
      }
    }
    return cases
  }()
}
