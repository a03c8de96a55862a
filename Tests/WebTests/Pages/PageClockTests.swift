import Foundation
import Testing
import Ticketing
import Web

@Suite("Times on pages")
struct PageClockTests {
  private let catalogue: Catalogue
  /// 21 November 2026, 10:00 in Amsterdam.
  private let now = Date(timeIntervalSince1970: 1_795_251_600)

  init() throws { catalogue = try PageLibrary().catalogue(.english) }

  private func clock(_ zone: String = "Europe/Amsterdam") throws -> PageClock {
    PageClock(now: now, zone: try #require(TimeZone(identifier: zone)), catalogue: catalogue)
  }

  @Test(
    "are as short as the day allows",
    arguments: [
      (0.0, "10:00"), (-3_600, "09:00"), (-86_400, "yesterday 10:00"), (86_400, "tomorrow 10:00"),
      (-5 * 86_400, "16 Nov 10:00"), (-400 * 86_400, "17 Oct 2025"),
    ] as [(TimeInterval, String)])
  func areShort(_ offset: TimeInterval, _ text: String) throws {
    #expect(try clock().short(now.addingTimeInterval(offset)) == text)
  }

  @Test("are those of the calendar, on days of eight hundred years, around leap days and changes of the clock")
  func agreeWithTheCalendar() throws {
    for zone in ["Europe/Amsterdam", "Asia/Kathmandu", "America/St_Johns", "UTC"] {
      let clock = try clock(zone)
      var calendar = Calendar(identifier: .gregorian)
      calendar.timeZone = clock.zone
      // From 1 January 1600 on, in steps that meet every day of the year and every hour.
      for step in 0..<8_000 {
        let date = Date(timeIntervalSince1970: -11_676_096_000 + Double(step) * (36.5 * 86_400 + 3_607))
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
        let (day, year) = (try #require(parts.day), try #require(parts.year))
        let (hour, minute) = (try #require(parts.hour), try #require(parts.minute))
        let time = "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute):"
        let full = clock.full(date)
        #expect(full.hasPrefix("\(day) ") && full.contains(" \(year), \(time)"), "\(date) in \(zone): \(full)")
      }
    }
  }

  @Test("are those of the person's zone")
  func followTheZone() throws {
    #expect(try clock("Asia/Tokyo").short(now) == "18:00")
    #expect(try clock("UTC").full(now) == "21 Nov 2026, 09:00:00 (UTC)")
  }

  @Test("come back from an input as they went in")
  func roundTrip() throws {
    let clock = try clock()
    #expect(clock.input(now) == "2026-11-21T10:00")
    #expect(clock.date(input: clock.input(now)) == now)
  }

  @Test(
    "are refused where an input holds none",
    arguments: [
      "", "2026-11-21", "2026-13-01T10:00", "2026-02-30T10:00", "2026-11-21T25:00", "x", "2026-11-21T1:2:3:4",
    ])
  func refusesNonsense(_ text: String) throws {
    #expect(try clock().date(input: text) == nil)
  }
}
