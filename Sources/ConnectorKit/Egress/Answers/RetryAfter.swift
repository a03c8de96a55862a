package import Foundation

/// How long a far side asks to be left alone (RFC 9110, section 10.2.3).
package enum RetryAfter {
  /// Whoever asks for more than an hour is asked after one: a slip or a jest must not silence a connection for days.
  package static let longest: Duration = .seconds(3_600)

  /// - Parameter header: seconds, or a date as HTTP writes it; nil for anything else.
  package static func duration(_ header: String, at now: Date) -> Duration? {
    let text = header.utf8.drop { $0 == 0x20 || $0 == 0x09 }.reversed().drop { $0 == 0x20 || $0 == 0x09 }.reversed()
    let bytes = Array(text)
    guard (1...64).contains(bytes.count) else { return nil }
    if bytes.allSatisfy({ (0x30...0x39).contains($0) }) {
      guard let seconds = Int(String(decoding: bytes, as: UTF8.self)) else { return longest }
      return min(.seconds(min(seconds, 86_400)), longest)
    }
    guard let date = HTTPDate.date(String(decoding: bytes, as: UTF8.self)) else { return nil }
    let seconds = min(max(0, date.timeIntervalSince(now)), 86_400)
    return min(.seconds(seconds), longest)
  }
}

/// The one form of a date that HTTP's writers use: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7).
enum HTTPDate {
  static func date(_ text: String) -> Date? {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 6, words[0].utf8.count == 4, words[0].hasSuffix(","), words[5] == "GMT",
      let day = number(words[1], digits: 2, 1...31), let month = months.firstIndex(of: String(words[2])),
      let year = number(words[3], digits: 4, 1_970...9_999)
    else { return nil }
    let clock = words[4].split(separator: ":", omittingEmptySubsequences: false)
    guard clock.count == 3, let hour = number(clock[0], digits: 2, 0...23),
      let minute = number(clock[1], digits: 2, 0...59), let second = number(clock[2], digits: 2, 0...60)
    else { return nil }
    let days = daysSinceEpoch(year: year, month: month + 1, day: day)
    return Date(timeIntervalSince1970: Double(days * 86_400 + hour * 3_600 + minute * 60 + second))
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static func number(_ text: Substring, digits: Int, _ range: ClosedRange<Int>) -> Int? {
    guard text.utf8.count == digits, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text),
      range.contains(number)
    else { return nil }
    return number
  }

  /// In the Gregorian calendar, for years from 1970 on; March is taken as a year's first month, so that leap days end it.
  private static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
    let years = month > 2 ? year : year - 1
    let months = month > 2 ? month - 3 : month + 9
    return years * 365 + years / 4 - years / 100 + years / 400 + (153 * months + 2) / 5 + day - 1 - 719_468
  }
}
