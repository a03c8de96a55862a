import Foundation

/// A time as servers of IMAP write it (RFC 3501, 9): `17-Jul-1996 02:44:25 -0700`.
enum ServerDate {
  private static let months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]

  static func read(_ bytes: [UInt8]) -> Date? {
    let parts = String(decoding: bytes.prefix(64), as: UTF8.self).uppercased()
      .split { " -:+".contains($0) }.map(String.init)
    guard parts.count == 7, let month = months.firstIndex(of: parts[1]), let day = Int(parts[0]),
      let year = Int(parts[2]), let hour = Int(parts[3]), let minute = Int(parts[4]), let second = Int(parts[5]),
      let zone = Int(parts[6]), (1...31).contains(day), (1_970...9_999).contains(year), (0...23).contains(hour),
      (0...59).contains(minute), (0...60).contains(second), (0...2_400).contains(zone)
    else { return nil }
    let days = daysBefore(year: year, month: month + 1) + day - 1
    let offset = (zone / 100 * 60 + zone % 100) * 60
    let isBehind = bytes.last(where: { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }) == UInt8(ascii: "-")
    let seconds = ((days * 24 + hour) * 60 + minute) * 60 + second + (isBehind ? offset : -offset)
    return Date(timeIntervalSince1970: Double(seconds))
  }

  /// From 1 January 1970 to the first of a month, by the calendar's 400 years.
  private static func daysBefore(year: Int, month: Int) -> Int {
    let shifted = month > 2 ? year : year - 1
    let (era, place) = (shifted / 400, shifted % 400)
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5
    return era * 146_097 + place * 365 + place / 4 - place / 100 + dayOfYear - 719_468
  }
}
