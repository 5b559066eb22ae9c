/// A point in time without a time zone, in the calendar of today for all times (ISO 8601).
package struct Moment: Sendable, Hashable, Comparable {
  /// Since the beginning of 1970.
  package let microseconds: Int

  package init(microseconds: Int) {
    self.microseconds = microseconds
  }

  /// The beginning of a month.
  init(year: Int, month: Int) {
    microseconds = Self.days(toYear: year, month: month, day: 1) * Self.day
  }

  package static func < (a: Moment, b: Moment) -> Bool { a.microseconds < b.microseconds }

  static let second = 1_000_000
  static let hour = 3600 * second
  static let day = 24 * hour

  /// The time that a text writes: `2025`, `2025-01`, `2025-01-31`, and behind a date, after a space or
  /// a T, `08:30`, `08:30:15`, `08:30:15.25`, with `Z` or `+01:00` behind it; nil for any other text.
  package init?(_ text: some Collection<UInt8>) {
    var reader = Reader(rest: Array(text)[...])
    guard let year = reader.digits(4) else { return nil }
    var (month, day) = (1, 1)
    if reader.take(UInt8(ascii: "-")) {
      guard let two = reader.digits(2), (1...12).contains(two) else { return nil }
      month = two
      if reader.take(UInt8(ascii: "-")) {
        guard let two = reader.digits(2), two >= 1, two <= Self.days(in: month, of: year) else {
          return nil
        }
        day = two
      }
    }
    var time = 0
    if reader.take(UInt8(ascii: "T")) || reader.take(UInt8(ascii: " ")) {
      guard let given = reader.time() else { return nil }
      time = given
    }
    guard reader.rest.isEmpty else { return nil }
    microseconds = Self.days(toYear: year, month: month, day: day) * Self.day + time
  }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  private static func days(in month: Int, of year: Int) -> Int {
    month == 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// Days from the beginning of 1970 to a date. A year is counted from March on, so that the day of a
  /// leap year is its last.
  private static func days(toYear year: Int, month: Int, day: Int) -> Int {
    let years = month > 2 ? year : year - 1
    let era = (years >= 0 ? years : years - 399) / 400
    let yearOfEra = years - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// Days since 1970, rounded down.
  private var days: Int {
    let rest = (microseconds % Self.day + Self.day) % Self.day
    return (microseconds - rest) / Self.day
  }
  private var timeOfDay: Int { microseconds - days * Self.day }

  /// Year, month from 1, day from 1.
  package var date: (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// From 0 to 23.
  package var hour: Int { timeOfDay / Self.hour }
  /// From 0 to 59.
  package var minute: Int { timeOfDay / (60 * Self.second) % 60 }
  /// From 0, which is Monday, to 6.
  package var weekday: Int { ((days + 3) % 7 + 7) % 7 }
  /// From 1.
  package var dayOfYear: Int {
    days - Self.days(toYear: date.year, month: 1, day: 1) + 1
  }

  /// How much of a time is written.
  package enum Precision: Int, Sendable, Comparable {
    case day, minute, second, microsecond

    /// The least that shows all of some times.
    package init(showing times: some Sequence<Moment?>) {
      var needed = Precision.day
      for case .some(let time) in times { needed = max(needed, time.precision) }
      self = needed
    }

    package static func < (a: Precision, b: Precision) -> Bool { a.rawValue < b.rawValue }
  }

  private var precision: Precision {
    if timeOfDay == 0 { return .day }
    if timeOfDay % (60 * Self.second) == 0 { return .minute }
    return timeOfDay % Self.second == 0 ? .second : .microsecond
  }

  /// As ISO 8601 writes it, no longer than it must be: `2025-01-31`, `2025-01-31 08:30`.
  package var text: String {
    var text = text(precision)
    if precision == .microsecond { while text.hasSuffix("0") { text.removeLast() } }
    return text
  }

  /// As ISO 8601 writes it, to a precision: one for all times of a column makes a column that other
  /// programs read.
  package func text(_ precision: Precision) -> String {
    let (year, month, day) = date
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number.magnitude)
      return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count))
        + digits
    }
    var text = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    if precision >= .minute { text += " \(padded(hour, 2)):\(padded(minute, 2))" }
    let rest = timeOfDay % (60 * Self.second)
    if precision >= .second { text += ":" + padded(rest / Self.second, 2) }
    if precision == .microsecond { text += "." + padded(rest % Self.second, 6) }
    return text
  }

  /// Reads digits and separators from the front of a text.
  private struct Reader {
    var rest: ArraySlice<UInt8>

    mutating func take(_ byte: UInt8) -> Bool {
      guard rest.first == byte else { return false }
      rest.removeFirst()
      return true
    }

    mutating func digits(_ count: Int) -> Int? {
      guard rest.count >= count else { return nil }
      var number = 0
      for byte in rest.prefix(count) {
        guard (0x30...0x39).contains(byte) else { return nil }
        number = number * 10 + Int(byte - 0x30)
      }
      rest = rest.dropFirst(count)
      return number
    }

    /// The microseconds of a day that `hh:mm[:ss[.ffffff]][zone]` writes, less the zone.
    mutating func time() -> Int? {
      guard let hour = digits(2), hour < 24, take(UInt8(ascii: ":")), let minute = digits(2),
        minute < 60
      else { return nil }
      var time = hour * Moment.hour + minute * 60 * Moment.second
      if take(UInt8(ascii: ":")) {
        guard let second = digits(2), second < 60 else { return nil }
        time += second * Moment.second
        if take(UInt8(ascii: ".")) {
          var unit = Moment.second
          guard rest.first.map({ (0x30...0x39).contains($0) }) == true else { return nil }
          while let digit = digits(1) {
            unit /= 10
            time += digit * unit
          }
        }
      }
      if take(UInt8(ascii: "Z")) { return time }
      for (sign, factor) in [(UInt8(ascii: "+"), -1), (UInt8(ascii: "-"), 1)] where take(sign) {
        guard let hours = digits(2), hours < 24, take(UInt8(ascii: ":")), let minutes = digits(2),
          minutes < 60
        else { return nil }
        time += factor * (hours * 60 + minutes) * 60 * Moment.second
      }
      return time
    }
  }
}
