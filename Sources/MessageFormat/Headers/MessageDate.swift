package import Foundation

/// The moment in a `Date` field (RFC 5322, 3.3), read as mail has it: without seconds, with a year of two digits, with the
/// name of a zone, with the day of the week or without.
package enum MessageDate {
  package static func read(_ field: HeaderField?) -> Date? { field.flatMap { read($0.ascii) } }

  package static func read(_ text: String) -> Date? {
    // A comment at the end names the zone once more.
    let words = text.prefix { $0 != "(" }.prefix(128).split { $0 == " " || $0 == "," || $0 == "\t" }
      .flatMap { $0.contains("-") && !$0.hasPrefix("-") ? $0.split(separator: "-").map { $0 } : [$0] }
    var clock: (hour: Int, minute: Int, second: Int)?
    var (day, month, year): (Int?, Int?, Int?)
    var zone: Int?
    for word in words {
      if word.contains(":") {
        clock = clock ?? time(word)
      } else if let offset = offset(word), clock != nil {
        zone = zone ?? offset
      } else if let index = months.firstIndex(where: { word.prefix(3).isSameASCII($0) }) {
        month = month ?? index + 1
      } else if let number = Int(word), number >= 0 {
        if day == nil, number <= 31, word.utf8.count <= 2 { day = number } else if year == nil { year = full(number) }
      }
    }
    guard let day, let month, let year, let clock, (1...31).contains(day), (1970...2200).contains(year) else {
      return nil
    }
    let seconds = daysSince1970(year, month, day) * 86_400 + clock.hour * 3_600 + clock.minute * 60 + clock.second
    return Date(timeIntervalSince1970: Double(seconds - (zone ?? 0)))
  }

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// The zones of RFC 822, in hours from Greenwich.
  private static let zones = [
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8,
    "pdt": -7, "cet": 1, "cest": 2, "met": 1, "mest": 2, "jst": 9, "bst": 1,
  ]

  private static func time(_ word: Substring) -> (Int, Int, Int)? {
    let numbers = word.split(separator: ":").map { Int($0.prefix { $0 != "." }) ?? -1 }
    guard (2...3).contains(numbers.count), (0..<24).contains(numbers[0]), (0..<60).contains(numbers[1]) else {
      return nil
    }
    let second = numbers.count == 3 ? numbers[2] : 0
    return (0...60).contains(second) ? (numbers[0], numbers[1], second) : nil
  }

  /// Seconds from Greenwich.
  private static func offset(_ word: Substring) -> Int? {
    if let hours = zones[word.lowercased()] { return hours * 3_600 }
    guard let sign = word.first, sign == "+" || sign == "-", word.utf8.count == 5, let digits = Int(word.dropFirst()),
      digits >= 0, digits % 100 < 60, digits / 100 <= 24
    else { return nil }
    return (sign == "-" ? -1 : 1) * (digits / 100 * 3_600 + digits % 100 * 60)
  }

  private static func full(_ year: Int) -> Int { year < 50 ? year + 2_000 : year < 1_000 ? year + 1_900 : year }

  /// Of the Gregorian calendar, by counting from the first of March of the year 0.
  private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month > 2 ? year : year - 1
    let monthFromMarch = (month + 9) % 12
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
  }
}
