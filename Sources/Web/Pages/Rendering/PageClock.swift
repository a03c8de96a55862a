package import Foundation
import Mustache
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

  /// The day is counted in eras of 400 years that begin on 1 March, so that a leap day is the last of its year; a page asks
  /// for hundreds of these, and the calendar takes ten times as long.
  private func parts(_ date: Date) -> Parts {
    let seconds = Int(date.timeIntervalSince1970.rounded(.down)) + zone.secondsFromGMT(for: date)
    let (days, time) = (seconds.flooredDivision(by: 86_400), seconds - seconds.flooredDivision(by: 86_400) * 86_400)
    let sinceEra = days + 719_468
    let era = sinceEra.flooredDivision(by: 146_097)
    let dayOfEra = sinceEra - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return Parts(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, hour: time / 3_600, minute: time / 60 % 60,
      second: time % 60)
  }

  private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension Int {
  fileprivate func flooredDivision(by divisor: Int) -> Int {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}

/// A time as a template shows it.
package struct TimeView: Sendable, MustacheParent {
  let text: String
  let full: String
  /// For machines (RFC 3339).
  let machine: String

  init(_ date: Date, _ clock: PageClock) {
    text = clock.short(date)
    full = clock.full(date)
    machine = RFC3339.text(date)
  }

  package func child(named name: String) -> Any? {
    switch name {
    case "text": text
    case "full": full
    case "machine": machine
    case _: nil
    }
  }
}
