import ConnectorKit
import Foundation
import StrictJSON
import Testing

@Suite("Times as far sides write them")
struct ForeignTimeTests {
  @Test(
    "are one moment, however they are written",
    arguments: [
      "2019-02-16T03:11:18Z", "2019-02-15T19:11:18.000-0800", "2019-02-15 19:11:18 -0800", "2019-02-16T04:11:18+01:00",
      "2019-02-16 03:11:18", "2019-02-16T08:41:18+0530", "2019-02-16 03:11:18 UTC",
    ])
  func read(_ text: String) {
    #expect(ForeignTime.date(text) == Date(timeIntervalSince1970: 1_550_286_678))
  }

  @Test(
    "that are none are refused",
    arguments: [
      "", "tomorrow", "2019-02-15", "2019-13-45T99:00:00Z", "2019-02-15T19:11:18+9900", "2019-02-15T19:11:18+1",
      "2019-02-15T19:11:18-08:00-08:00", "ééééééééééééé", String(repeating: "9", count: 1_000), "1960-01-01T00:00:00Z",
    ])
  func refuse(_ text: String) { #expect(ForeignTime.date(text) == nil) }

  @Test("may be numbers of milliseconds")
  func numbers() {
    let value: JSONValue = 1_550_286_678_321
    #expect(ForeignTime.date(value) == Date(timeIntervalSince1970: 1_550_286_678.321))
    #expect(ForeignTime.date(JSONValue.number(JSONNumber(Int64.max))) == nil)
    #expect(ForeignTime.date(JSONValue.number(JSONNumber(Int64.min))) == nil)
    #expect(ForeignTime.date(nil as JSONValue?) == nil)
  }
}
