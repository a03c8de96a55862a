import DeskActions
import Foundation
import StrictJSON
import Ticketing
import Web

extension FuzzEntry {
  static let jsonEntries = [
    FuzzEntry("json", "What is read as JSON is written and read again as the same; a refusal says where.", json),
    FuzzEntry("body", "A ticket's body is taken or refused with few, short words.", body),
    FuzzEntry("dates", "A moment that is read is written and read again as the same.", dates),
  ]

  @Sendable private static func json(_ input: FuzzInput) throws {
    let value: JSONValue
    do throws(JSONRefusal) {
      value = try JSONReader.read(input.bytes)
    } catch {
      try require((0...input.bytes.count).contains(error.offset), "the refusal stands outside of the document")
      try require(error.description.utf8.count <= 4_096, "a refusal of \(error.description.utf8.count) bytes")
      return
    }
    let written = JSONWriter.bytes(of: value)
    try require(written.count <= 12 * input.bytes.count + 64, "\(input.bytes.count) bytes became \(written.count)")
    let again = try JSONReader.read(written)
    try require(again == value, "it came back as another value")
    try require(JSONWriter.bytes(of: again) == written, "it was written in two ways")
    // What this reader takes, another one takes too: the strict language is a part of the common one.
    _ = try JSONSerialization.jsonObject(with: Data(input.bytes), options: .fragmentsAllowed)
  }

  @Sendable private static func body(_ input: FuzzInput) throws {
    let (choice, rest) = input.choice
    guard let value = try? JSONReader.read(rest.bytes) else { return }
    do {
      switch choice % 3 {
      case 0: try bounded(try JSONFields.read(value, TicketBody.opening))
      case 1: try bounded(try JSONFields.read(value, TicketBody.changing))
      case _: try bounded(try JSONFields.read(value, TicketBody.splitting).0)
      }
    } catch let problems as JSONProblems {
      try require((1...JSONProblems.most).contains(problems.problems.count), "\(problems.problems.count) problems")
      guard let problem = Problem(problems), case .bytes(let answer) = problem.answer.body else {
        throw FuzzFinding(description: "problems without an answer")
      }
      try require(answer.count <= 128 * 1_024, "an answer of \(answer.count) bytes")
      _ = try JSONReader.read(answer)
    }
  }

  private static func bounded(_ ticket: TicketInput) throws {
    let subject = ticket.changes.subject ?? ""
    try require(subject.utf8.count <= Limits.subjectBytes, "a long subject")
    try require(!subject.unicodeScalars.contains(where: TextRule.breaksOrTurnsALine), "a subject of two lines")
    let tags = ticket.changes.tags ?? []
    try require(Set(tags).count == tags.count && tags.count <= Limits.tags, "tags that are too many, or twice")
    try require(ticket.fields.count <= Limits.fields, "\(ticket.fields.count) fields")
  }

  @Sendable private static func dates(_ input: FuzzInput) throws {
    if let date = RFC3339.date(input.text) {
      let text = RFC3339.text(date)
      try require(RFC3339.date(text) == date, "\(text) is another moment")
      try require((20...24).contains(text.utf8.count), text)
    }
    if Day.isDay(input.text), input.text >= "1970" {
      try require(RFC3339.date(input.text + "T00:00:00Z") != nil, "a day without a midnight: \(input.text)")
    }
    for name in ["Europe/Amsterdam", "UTC", "America/St_Johns"] {
      guard let zone = TimeZone(identifier: name) else { throw FuzzFinding(description: "no zone \(name)") }
      let clock = PageClock(
        now: Date(timeIntervalSince1970: 1_795_251_600), zone: zone,
        catalogue: Catalogue(language: .english, texts: [:]))
      guard let date = clock.date(input: input.text) else { continue }
      let typed = clock.input(date)
      try require(clock.date(input: typed).map(clock.input) == typed, "\(typed) is not stable in \(name)")
      try require(!clock.short(date).isEmpty && !clock.full(date).isEmpty, "no words for \(typed)")
    }
  }
}
