import Foundation
import Testing
import Ticketing

@Suite("A field of a desk's own")
struct FieldDefinitionTests {
  private func field(_ kind: FieldDefinition.Kind) -> FieldDefinition {
    var moment = Moment(now: Date(timeIntervalSince1970: 1_000), seed: 1)
    return FieldDefinition(id: moment.newID(), key: "f", name: "F", kind: kind, allowed: ["red", "blue"])
  }

  private static let values: [FieldValue] = [
    .text("red"), .number(1), .flag(true), .day("2026-11-21"), .choices(["red"]),
  ]

  @Test("takes values of its kind only", arguments: FieldDefinition.Kind.allCases, values)
  func kinds(kind: FieldDefinition.Kind, value: FieldValue) {
    let fits =
      switch (kind, value) {
      case (.text, .text), (.number, .number), (.flag, .flag), (.day, .day), (.choice, .text), (.choices, .choices):
        true
      default: false
      }
    #expect((field(kind).problem(with: value) == nil) == fits)
  }

  @Test(
    "says what would fit",
    arguments: [
      (FieldDefinition.Kind.choice, FieldValue.text("green"), "is not one of: red, blue"),
      (.choices, .choices(["red", "red"]), "takes each at most once of: red, blue"),
      (.choices, .choices(["green"]), "takes each at most once of: red, blue"),
      (.day, .day("2026-02-30"), "takes a day like 2026-11-21"),
      (.text, .text(String(repeating: "x", count: Limits.fieldValueBytes + 1)), "is longer than 16384 bytes"),
      (.number, .text("1"), "takes a number"),
    ])
  func problems(kind: FieldDefinition.Kind, value: FieldValue, problem: String) {
    #expect(field(kind).problem(with: value)?.sentence == problem)
  }

  @Test("takes an empty list of choices, and text up to its bound")
  func bounds() {
    #expect(field(.choices).problem(with: .choices([])) == nil)
    #expect(field(.text).problem(with: .text(String(repeating: "x", count: Limits.fieldValueBytes))) == nil)
  }

  @Test(
    "is called by a key of 1 to 40 of a–z, 0–9 and underscore, beginning with a letter",
    arguments: [
      ("asset", true), ("a", true), ("serial_number_2", true), (String(repeating: "a", count: 40), true), ("", false),
      ("2nd", false), ("_x", false), ("Asset", false), ("as-set", false), (String(repeating: "a", count: 41), false),
    ])
  func keys(text: String, isKey: Bool) {
    #expect(FieldDefinition.isKey(text) == isKey)
  }

  @Test(
    "shows its value in words",
    arguments: [
      (FieldValue.number(3), "3"), (.number(1.5), "1.5"), (.number(-2), "-2"), (.number(1e20), "1e+20"),
      (.number(.nan), "nan"), (.number(.infinity), "inf"), (.flag(true), "yes"), (.flag(false), "no"),
      (.choices(["a", "b"]), "a, b"), (.day("2026-11-21"), "2026-11-21"),
    ])
  func words(value: FieldValue, text: String) {
    #expect(value.text == text)
  }
}

@Suite("A day of the calendar")
struct DayTests {
  @Test(
    "is a full date of RFC 3339 that there is",
    arguments: [
      ("2026-11-21", true), ("2024-02-29", true), ("2000-02-29", true), ("0001-01-01", true), ("9999-12-31", true),
      ("2026-02-29", false), ("1900-02-29", false), ("2026-13-01", false), ("2026-00-10", false),
      ("2026-04-31", false), ("2026-01-00", false), ("0000-01-01", false), ("2026-1-01", false), ("", false),
      ("2026-11-21T", false), ("2026/11/21", false), ("+026-11-21", false), ("２026-11-2", false), ("2026-11-2x", false),
    ])
  func table(text: String, isDay: Bool) {
    #expect(Day.isDay(text) == isDay)
  }
}
