/// Counts with their nouns.
package enum Plural {
  /// "1 file", "2 files".
  package static func text(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}

/// Sizes in bytes, as messages write them.
package enum ByteCount {
  /// With a unit and at most one decimal: "8 GiB", "14.2 EiB". Nothing is larger than
  /// "1024 EiB".
  package static func text(_ bytes: Double) -> String {
    let units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    var (amount, unit) = (bytes, 0)
    // What would be rounded to 1024 is one of the next unit.
    while (amount * 10).rounded() >= 10240, unit < units.count - 1 {
      amount /= 1024
      unit += 1
    }
    let tenths = Int((min(amount, 1024) * 10).rounded())
    let rest = tenths % 10
    return "\(tenths / 10)" + (rest == 0 ? "" : ".\(rest)") + " " + units[unit]
  }
}
