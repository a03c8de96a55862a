import Foundation
import StrictJSON
import Testing

@Suite("A moment as text (RFC 3339)")
struct RFC3339Tests {
  @Test(
    "is read and written to the millisecond",
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("2026-01-31T12:00:00Z", 1_769_860_800),
      ("2024-02-29T23:59:59.999Z", 1_709_251_199.999),
      ("2000-02-29T00:00:00Z", 951_782_400), ("9999-12-31T23:59:59.999Z", 253_402_300_799.999),
      ("2026-10-25T00:30:00.005Z", 1_792_888_200.005),
    ] as [(String, Double)])
  func both(text: String, seconds: Double) {
    #expect(RFC3339.date(text) == Date(timeIntervalSince1970: seconds))
    #expect(RFC3339.text(Date(timeIntervalSince1970: seconds)) == text)
  }

  @Test(
    "may have one to nine digits of a fraction, and +00:00 for Z",
    arguments: [
      ("1970-01-01T00:00:01.5Z", 1.5), ("1970-01-01T00:00:01.50+00:00", 1.5), ("1970-01-01T00:00:01.123456789Z", 1.123),
      ("1970-01-01T00:00:01.000Z", 1), ("1970-01-01T00:00:01.9999Z", 1.999),
    ] as [(String, Double)])
  func fractions(text: String, seconds: Double) {
    #expect(RFC3339.date(text) == Date(timeIntervalSince1970: seconds))
  }

  @Test(
    "is nothing else (A50)",
    arguments: [
      "", "2026", "2026-01-31", "2026-01-31 12:00:00Z", "2026-01-31T12:00:00", "2026-01-31t12:00:00z",
      "2026-01-31T12:00:00+01:00", "2026-01-31T12:00:00-00:00", "2026-01-31T12:00:00Zx", "2026-01-31T12:00:00.Z",
      "2026-01-31T12:00:00.1234567890Z", "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2100-02-29T00:00:00Z",
      "2026-00-01T00:00:00Z", "2026-13-01T00:00:00Z", "2026-04-31T00:00:00Z", "2026-01-00T00:00:00Z",
      "2026-01-31T24:00:00Z", "2026-01-31T12:60:00Z", "2026-01-31T12:00:60Z", "1969-12-31T23:59:59Z",
      "0000-01-01T00:00:00Z", "-001-01-01T00:00:00Z", "10000-01-01T00:00:00Z", "+2026-01-31T12:00:00Z",
      "２026-01-31T12:00:00Z", "2026-01-31T12:00:00Z\n", "99999999999999999999", "2026-1-31T12:00:00Z",
    ])
  func refuses(text: String) {
    #expect(RFC3339.date(text) == nil)
  }

  @Test("agrees with Foundation on every day of the years 1970 to 9999, there and back")
  func everyDay() {
    for day in stride(from: 0, to: 2_932_897, by: 1) {
      let date = Date(timeIntervalSince1970: Double(day) * 86_400)
      #expect(RFC3339.date(RFC3339.text(date)) == date)
      if day % 9_973 == 0 { #expect(RFC3339.text(date) == date.formatted(.iso8601)) }
    }
  }

  @Test(
    "is the first or last that can be written where a date is out of range (A50)",
    arguments: [
      (-1, "1970-01-01T00:00:00Z"), (-Double.infinity, "1970-01-01T00:00:00Z"), (Double.nan, "1970-01-01T00:00:00Z"),
      (1e300, "9999-12-31T23:59:59.999Z"), (253_402_300_800, "9999-12-31T23:59:59.999Z"),
    ] as [(Double, String)])
  func outOfRange(seconds: Double, text: String) {
    #expect(RFC3339.text(Date(timeIntervalSince1970: seconds)) == text)
  }
}
