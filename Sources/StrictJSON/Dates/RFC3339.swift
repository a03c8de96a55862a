package import Foundation

/// Moments as text (RFC 3339), in UTC and in the years 1970 to 9999, to the millisecond.
package enum RFC3339 {
  /// The last millisecond of 9999, in milliseconds since 1970.
  private static let last: Int64 = 253_402_300_799_999

  /// Writes the milliseconds only when there are any; a date out of the years is written as the first or last of them.
  package static func text(_ date: Date) -> String {
    let exact = (date.timeIntervalSince1970 * 1_000).rounded()
    let milliseconds = exact > 0 ? (exact < Double(last) ? Int64(exact) : last) : 0
    let day = CalendarDay(daysSince1970: Int(milliseconds / 86_400_000))
    let seconds = Int(milliseconds % 86_400_000 / 1_000)
    let fraction = Int(milliseconds % 1_000)
    return String(unsafeUninitializedCapacity: 24) { buffer in
      var length = 0
      func put(_ mark: Unicode.Scalar) {
        buffer[length] = UInt8(truncatingIfNeeded: mark.value)
        length += 1
      }
      func put(_ number: Int, digits: Int) {
        var rest = number
        for index in stride(from: length + digits - 1, through: length, by: -1) {
          buffer[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
          rest /= 10
        }
        length += digits
      }
      put(day.year, digits: 4)
      put("-")
      put(day.month, digits: 2)
      put("-")
      put(day.day, digits: 2)
      put("T")
      put(seconds / 3_600, digits: 2)
      put(":")
      put(seconds / 60 % 60, digits: 2)
      put(":")
      put(seconds % 60, digits: 2)
      if fraction > 0 {
        put(".")
        put(fraction, digits: 3)
      }
      put("Z")
      return length
    }
  }

  /// Reads `2026-01-31T12:00:00Z` with one to nine digits of a fraction, of which three are kept, and `Z` or `+00:00`.
  ///
  /// Nil for anything else: another offset, a leap second, a day that the month has not, a year before 1970.
  package static func date(_ text: String) -> Date? {
    var reader = DigitReader(text)
    guard let year = reader.number(digits: 4), reader.take("-"), let month = reader.number(digits: 2),
      reader.take("-"), let day = reader.number(digits: 2), reader.take("T"),
      let date = CalendarDay(year: year, month: month, day: day),
      let hour = reader.number(digits: 2), hour < 24, reader.take(":"),
      let minute = reader.number(digits: 2), minute < 60, reader.take(":"),
      let second = reader.number(digits: 2), second < 60,
      let millisecond = reader.fraction(), reader.takeUTC(), reader.isAtEnd
    else { return nil }
    let seconds = date.daysSince1970 * 86_400 + hour * 3_600 + minute * 60 + second
    return Date(timeIntervalSince1970: Double(seconds * 1_000 + millisecond) / 1_000)
  }
}
