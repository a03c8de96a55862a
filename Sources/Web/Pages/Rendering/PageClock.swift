package import Foundation
import StrictJSON
import Ticketing

/// Times as a person reads and types them: in that person's zone and language.
package struct PageClock: Sendable {
  package let now: Date
  package let zone: TimeZone
  let catalogue: Catalogue
  private let calendar: Calendar

  package init(now: Date, zone: TimeZone, catalogue: Catalogue) {
    self.now = now
    self.zone = zone
    self.catalogue = catalogue
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    self.calendar = calendar
  }

  /// How people near the zone call it: `Europe/Amsterdam`, or `UTC`.
  package var zoneName: String { zone.identifier == "GMT" ? "UTC" : zone.identifier }

  /// `10:40` today, `yesterday 10:40`, `21 Nov 10:40` this year, `21 Nov 2025` before.
  package func short(_ date: Date) -> String {
    let (then, today) = (parts(date), parts(now))
    let time = "\(two(then.hour)):\(two(then.minute))"
    if (then.year, then.month, then.day) == (today.year, today.month, today.day) { return time }
    let yesterday = parts(now.addingTimeInterval(-86_400))
    if (then.year, then.month, then.day) == (yesterday.year, yesterday.month, yesterday.day) {
      return catalogue.text("time.yesterday", ["time": time])
    }
    let tomorrow = parts(now.addingTimeInterval(86_400))
    if (then.year, then.month, then.day) == (tomorrow.year, tomorrow.month, tomorrow.day) {
      return catalogue.text("time.tomorrow", ["time": time])
    }
    let day = "\(then.day) \(catalogue["time.month\(then.month)"])"
    return then.year == today.year ? "\(day) \(time)" : "\(day) \(then.year)"
  }

  /// `21 Nov 2025, 10:40:07 (Europe/Amsterdam)`, for who looks closely.
  package func full(_ date: Date) -> String {
    let then = parts(date)
    let day = "\(then.day) \(catalogue["time.month\(then.month)"]) \(then.year)"
    return "\(day), \(two(then.hour)):\(two(then.minute)):\(two(then.second)) (\(zoneName))"
  }

  /// As `<input type="datetime-local">` writes it: `2026-11-21T10:40`.
  package func input(_ date: Date) -> String {
    let then = parts(date)
    return "\(then.year)-\(two(then.month))-\(two(then.day))T\(two(then.hour)):\(two(then.minute))"
  }

  /// The time that somebody typed into such an input; nil where it is none.
  package func date(input text: String) -> Date? {
    let halves = text.split(separator: "T", omittingEmptySubsequences: false)
    guard halves.count == 2 else { return nil }
    let day = halves[0].split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    let time = halves[1].split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard day.count == 3, (2...3).contains(time.count), let year = day[0], let month = day[1], let number = day[2],
      let hour = time[0], let minute = time[1], (1970...9999).contains(year), (1...12).contains(month),
      (1...31).contains(number), (0...23).contains(hour), (0...59).contains(minute)
    else { return nil }
    let components = DateComponents(year: year, month: month, day: number, hour: hour, minute: minute)
    guard let date = calendar.date(from: components), parts(date).day == number else { return nil }
    return date
  }

  private struct Parts {
    let year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int
  }

  private func parts(_ date: Date) -> Parts {
    let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
    return Parts(
      year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0, hour: parts.hour ?? 0,
      minute: parts.minute ?? 0, second: parts.second ?? 0)
  }

  private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

/// A time as a template shows it.
package struct TimeView: Sendable {
  let text: String
  let full: String
  /// For machines (RFC 3339).
  let machine: String

  init(_ date: Date, _ clock: PageClock) {
    text = clock.short(date)
    full = clock.full(date)
    machine = RFC3339.text(date)
  }
}
