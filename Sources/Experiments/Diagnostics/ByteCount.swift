/// Sizes in bytes, as messages write them.
package enum ByteCount {
  /// With a unit and at most one decimal: "8 GiB", "14.2 EiB".
  package static func text(_ bytes: Double) -> String {
    let units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    var (amount, unit) = (bytes, 0)
    while amount >= 1024, unit < units.count - 1 {
      amount /= 1024
      unit += 1
    }
    let tenths = (amount * 10).rounded()
    let whole = (tenths / 10).rounded(.down)
    let rest = Int(tenths - whole * 10)
    let digits = whole < 0x1p53 ? String(Int(whole)) : whole.description
    return digits + (rest == 0 ? "" : ".\(rest)") + " " + units[unit]
  }
}
