package import DeskActions
package import FormData
import Foundation
package import Storage
import StrictJSON
import Ticketing

/// The form that changes the ticked tickets of a list. What is left empty stays as it is on each of them.
package struct ManyTicketsForm {
  static let name = "many"
  /// What a person chooses to be changed; a form that asks once more carries these along.
  static let choices = [
    "status", "hold.reason", "hold.until", "assignee", "team", "priority", "add_tag", "remove_tag",
  ]

  let form: FormFields
  private let place: TicketPlace

  package init(_ form: FormFields, _ place: TicketPlace) {
    self.form = form
    self.place = place
  }

  /// Whether the person was asked once more already.
  var isSure: Bool { form["sure"] != nil }

  /// The numbers of the tickets as they were ticked, one by one or with the box of the whole page; each once.
  ///
  /// - Throws: a 422 where there is none, or more than go at once.
  package func tickets() throws -> [String] {
    var seen: Set<String> = []
    let ticked = form.all("ticket") + form.all("page").flatMap { $0.split(separator: " ").map(String.init) }
    let numbers = ticked.filter { seen.insert($0).inserted }
    guard !numbers.isEmpty else { throw refusal("many.none_ticked") }
    guard numbers.count <= ManyChange.mostTickets else {
      throw refusal("many.too_many", ["limit": "\(ManyChange.mostTickets)"])
    }
    return numbers
  }

  /// What is to be changed, with every name looked up, so that a wrong one is told once and not for each ticket.
  package func change(_ tx: any DeskReader) throws -> ManyChange {
    var change = ManyChange()
    change.input = try JSONFields.read(.object(try object(tx)), TicketBody.changing)
    change.addedTag = try tag("add_tag")
    change.removedTag = try tag("remove_tag")
    guard !change.isEmpty else { throw refusal("many.nothing_chosen") }
    return change
  }

  /// What was done on the tickets, asked for with a status that means so.
  func resolution() throws -> Resolution {
    try JSONFields.read(.object(form.object("code", "text"))) { fields throws(JSONProblems) in
      let code: ResolutionCode? = fields.required("code", .choice())
      let text = fields.required("text", .text(max: Limits.resolutionBytes))
      let (known, said) = try fields.finish(code, text)
      return Resolution(code: known, text: said)
    }
  }

  private func object(_ tx: any DeskReader) throws -> JSONObject {
    var object = form.object("priority")
    if let text = typed("status") {
      let status = try tx.status(like: text, at: "/status")
      object.append("status", JSONValue(status.id.description))
      if status.category == .onHold { object.append("hold", try hold()) }
    }
    if let text = typed("team").map({ PickerWords.plain($0, place.catalogue) }) {
      object.append("team", text == "none" ? .null : JSONValue(try tx.team(like: text, at: "/team").id.description))
    }
    switch typed("assignee").map({ PickerWords.plain($0, place.catalogue) }) {
    case nil: break
    case "none": object.append("assignee", .null)
    case "me": object.append("assignee", JSONValue(place.actor.agent.description))
    case let text?: object.append("assignee", JSONValue(try tx.agent(like: text, at: "/assignee").id.description))
    }
    return object
  }

  private func hold() throws -> JSONValue {
    var hold: JSONObject = ["reason": typed("hold.reason").map { JSONValue($0) } ?? .null]
    if let until = typed("hold.until") {
      guard let date = place.clock.date(input: until) else { throw InvalidInput("/hold/until", "is no time") }
      hold.append("until", JSONValue(date))
    }
    return .object(hold)
  }

  private func tag(_ name: String) throws -> String? {
    guard let text = typed(name) else { return nil }
    do throws(JSONProblem.Reason) {
      return try TextRule.line(text, max: Limits.tagBytes, mayBeEmpty: false)
    } catch {
      throw InvalidInput("/tags", "\(error)")
    }
  }

  private func typed(_ name: String) -> String? {
    let text = form[name]?.trimmingCharacters(in: .whitespaces) ?? ""
    return text.isEmpty ? nil : text
  }

  private func refusal(_ key: String, _ values: [String: String] = [:]) -> Problem {
    Problem(422, "Invalid", place.catalogue.text(key, values))
  }
}
