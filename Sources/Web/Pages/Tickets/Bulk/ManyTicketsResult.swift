import DeskActions
import FormData
import Storage
import Ticketing

/// What became of each of the tickets.
struct ManyTicketsResult {
  /// One ticket, as it came out.
  struct Line: Sendable {
    /// As it was ticked.
    let number: String
    /// Nil where there is none of this number.
    var ticket: Ticket?
    /// False where it was so already, and where it was refused.
    var isChanged = false
    /// Why it was refused.
    var why: String?

    init(number: String) { self.number = number }
  }

  struct Row {
    let label: String
    let path: String?
    let reason: String?
  }

  let list: String
  let heading: String
  let wanted: [String]
  let changed: [Row]
  let changedTitle: String?
  let same: [Row]
  let sameTitle: String?
  let refused: [Row]
  let refusedTitle: String?

  init(
    _ lines: [Line], _ change: ManyChange, back: String, _ place: TicketPlace, _ tx: any DeskReader
  ) throws {
    func title(_ key: String, _ rows: [Row]) -> String? {
      rows.isEmpty ? nil : place.catalogue.text("many.\(key)", ["count": "\(rows.count)"])
    }
    func row(_ line: Line) -> Row {
      Row(
        label: line.ticket.map { "#\($0.number) \($0.subject)" } ?? "#\(line.number.prefix(20))",
        path: line.ticket.map(place.path), reason: line.why)
    }
    list = back
    wanted = try ManyTicketsWords(place, tx).lines(change)
    changed = lines.filter(\.isChanged).map(row)
    changedTitle = title("changed", changed)
    same = lines.filter { !$0.isChanged && $0.why == nil }.map(row)
    sameTitle = title("same", same)
    refused = lines.filter { $0.why != nil }.map(row)
    heading = place.catalogue.text("many.done_heading", ["count": "\(changed.count)", "all": "\(lines.count)"])
    refusedTitle = title("refused", refused)
  }
}

/// Asks once more before the work on several tickets ends.
struct ManyTicketsQuestion {
  struct Kept {
    let field: String
    let value: String
  }

  struct Row {
    let label: String
    let path: String
    let badge: StatusBadge
  }

  let address: String
  let list: String
  let title: String
  let wanted: [String]
  let rows: [Row]
  /// The fields of the form before, to come along.
  let kept: [Kept]
  let asksOutcome: Bool
  let codes: [ChoiceView]
  let typed: String
  let problem: String?

  init(
    _ form: ManyTicketsForm, _ numbers: [String], _ status: Status, _ change: ManyChange, _ refused: RefusedForm?,
    back: String, _ place: TicketPlace, _ tx: any DeskReader
  ) throws {
    address = back.replacing("/tickets?", with: "/tickets/changes?", maxReplacements: 1)
    list = back
    title = place.catalogue.text("many.sure_title", ["count": "\(numbers.count)", "status": status.name])
    wanted = try ManyTicketsWords(place, tx).lines(change)
    rows = try numbers.compactMap { number in
      try Int(number).flatMap { try tx.ticket(number: $0) }.map {
        Row(label: "#\($0.number) \($0.subject)", path: place.path(of: $0), badge: StatusBadge($0.status))
      }
    }
    kept =
      numbers.map { Kept(field: "ticket", value: $0) }
      + ManyTicketsForm.choices.compactMap { name in form.form[name].map { Kept(field: name, value: $0) } }
    asksOutcome = [.resolved, .closed].contains(status.category)
    codes = ChoiceView.all(of: ResolutionCode.self, chosen: form.form["code"] ?? ResolutionCode.fixed.rawValue, place)
    typed = form.form["text"] ?? ""
    problem = refused?.sentence(place)
  }
}

/// What is to become different, line by line, in the desk's words.
struct ManyTicketsWords {
  private let place: TicketPlace
  private let tx: any DeskReader

  init(_ place: TicketPlace, _ tx: any DeskReader) {
    self.place = place
    self.tx = tx
  }

  func lines(_ change: ManyChange) throws -> [String] {
    let (input, catalogue) = (change.input, place.catalogue)
    var lines: [String] = []
    func say(_ field: String, _ value: String?) {
      lines.append("\(catalogue[field]): \(value ?? catalogue["ticket.none"])")
    }
    if let status = input.status { say("field.status", try tx.status(like: status, at: "/status").name) }
    if let assignee = input.assignee {
      let agent = try assignee.value.flatMap { AgentID($0) }.flatMap { try tx.agent($0) }
      say("field.assignee", agent?.name ?? catalogue["tickets.nobody"])
    }
    if let team = input.team {
      say("field.team", try team.value.flatMap { TeamID($0) }.flatMap { try tx.team($0) }?.name)
    }
    if let priority = input.changes.priority { say("field.priority", catalogue["priority.\(priority.rawValue)"]) }
    if let tag = change.addedTag { say("many.add_tag", tag) }
    if let tag = change.removedTag { say("many.remove_tag", tag) }
    return lines
  }
}
