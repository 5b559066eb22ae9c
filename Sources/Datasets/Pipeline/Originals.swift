extension PreparedRows {
  /// Samples in the units of the source, before what was done to them; what is no value of a column of
  /// numbers, and what had no value before, stays as it is.
  package func originals(of samples: Samples, in range: Range<Int>) -> [Double] {
    range.map { index in
      guard let place = samples.places?[index], place >= 0 else {
        return Double(samples.values[index])
      }
      let (row, column) = (Int(place) / columns.count, Int(place) % columns.count)
      return columns[column].original?[row] ?? Double(samples.values[index])
    }
  }

  /// Which values are no values of the source: gaps that were filled.
  package func filled(of samples: Samples, in range: Range<Int>) -> [Bool] {
    range.map { index in
      guard let place = samples.places?[index], place >= 0 else { return false }
      let (row, column) = (Int(place) / columns.count, Int(place) % columns.count)
      return columns[column].filled.contains(row)
    }
  }
}
