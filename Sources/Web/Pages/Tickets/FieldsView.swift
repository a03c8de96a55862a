import DeskActions
import Federation
import FormData
import Foundation
import Storage
import Ticketing

/// What is known of a ticket, to be looked at and changed in one form.
struct FieldsView {
  let version: Int
  /// The number of the last event that the person saw: a conflict tells what came after it.
  let seen: Int
  /// A light agent looks only.
  let isLocked: Bool
  let trouble: String?
  /// What others changed meanwhile, where that is why the form was not taken.
  let meanwhile: [String]
  let statuses: [ChoiceView]
  /// Why the status, or some of it, is not this desk's to set.
  let statusNote: String?
  let holdReason: String
  let holdUntil: String
  let holdTrouble: String?
  let priorities: [ChoiceView]
  let impacts: [ChoiceView]
  let urgencies: [ChoiceView]
  let types: [ChoiceView]
  let team: PickerView
  let assignee: PickerView
  /// The reader's own id, where the ticket is not the reader's already.
  let me: String?
  let tags: String
  let tagsTrouble: String?
  let customs: [CustomFieldView]
  let site: SiteFieldsView

  init(_ facts: TicketFacts, _ place: TicketPlace, _ words: EventWords, _ refused: RefusedForm?, _ tx: any DeskReader)
    throws
  {
    let (ticket, own) = (facts.ticket, refused.flatMap { $0.isOf("fields") ? $0 : nil })
    func typed(_ name: String, _ now: String?) -> String { own?.form[name] ?? now ?? "" }
    version = ticket.version
    seen = facts.timeline.last?.seq ?? 0
    isLocked = !place.actor.role.covers(.agent)
    trouble = refused.flatMap { own != nil || $0.isOf("assign") ? $0.sentence(place) : nil }
    let seenBefore = own?.form["seen"].flatMap { Int($0) } ?? .max
    meanwhile =
      own?.cause is VersionMismatch
      ? facts.timeline.filter { $0.seq > seenBefore }.map { words.line($0.event) } : []
    let standing = StatusStanding(facts.chained, place)
    statuses = standing.settable.map {
      ChoiceView(
        $0.id.description, $0.name, chosen: typed("status", ticket.status.id.description),
        rests: $0.category == .onHold)
    }
    statusNote = standing.note
    holdReason = typed("hold.reason", ticket.hold?.reason)
    holdUntil = typed("hold.until", ticket.hold?.until.map(place.clock.input))
    holdTrouble = own?.problem(with: "hold")
    let isReckoned = ticket.impact.flatMap { impact in
      ticket.urgency.map { PriorityMatrix.priority(impact: impact, urgency: $0) == ticket.priority }
    }
    let priority = typed("priority", isReckoned == true ? "" : ticket.priority.rawValue)
    priorities =
      [ChoiceView("", place.text("priority_reckoned"), chosen: priority)]
      + ChoiceView.all(of: Priority.self, chosen: priority, place)
    let none = place.text("none")
    func withNone(_ choices: [ChoiceView], _ chosen: String) -> [ChoiceView] {
      [ChoiceView("", none, chosen: chosen)] + choices
    }
    let (impact, urgency) = (typed("impact", ticket.impact?.rawValue), typed("urgency", ticket.urgency?.rawValue))
    impacts = withNone(ChoiceView.all(of: Level.self, chosen: impact, place), impact)
    urgencies = withNone(ChoiceView.all(of: Level.self, chosen: urgency, place), urgency)
    types = ChoiceView.all(of: TicketType.self, chosen: typed("type", ticket.type.rawValue), place)
    team = try PickerView(
      "team", facts.teamChoices, base: place.base, special: [("", none)],
      chosen: typed("team", ticket.team?.description), tx)
    assignee = try PickerView(
      "assignee", facts.assignable, base: place.base, special: [("", none)],
      chosen: typed("assignee", ticket.assignee?.description), tx)
    me = ticket.assignee == place.actor.agent || isLocked ? nil : place.actor.agent.description
    tags = typed("tags", ticket.tags.joined(separator: ", "))
    tagsTrouble = own?.problem(with: "tags")
    customs = facts.fields.map { CustomFieldView($0, ticket.fields[$0.key], own, place) }
    site = SiteFieldsView(ticket.site, own)
  }
}
