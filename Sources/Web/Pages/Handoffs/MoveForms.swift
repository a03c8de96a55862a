import DeskActions
import Federation
import Foundation
import Storage
import Ticketing

/// The forms of what this desk may do with one of its handoffs now: the core is asked for each.
struct MoveForms {
  let chained: ChainedTicket
  let leg: Leg
  /// The ticket's path.
  let base: String
  let deskBase: String
  let refused: RefusedForm?
  let clock: PageClock
  let catalogue: Catalogue
  let tx: any DeskReader

  func all() throws -> [MoveForm] {
    switch leg.handoff.side {
    case .delegate: try delegate()
    case .delegator: delegator()
    }
  }

  private var id: HandoffID { leg.handoff.id }
  private var partner: String { leg.partnership.partnerName }

  private func delegate() throws -> [MoveForm] {
    var forms: [MoveForm] = []
    if may(.accept) {
      forms.append(
        form("accept", .primary, [try teams(), try assignees(), expected]))
    }
    if may(.complete) { forms.append(form("complete", .primary, completion())) }
    if chained.refusalToChangeEta(of: id, at: clock.now) == nil {
      forms.append(form("eta", .plain, [expected, reason(isNeeded: false)]))
    }
    if may(.decline) { forms.append(form("decline", .danger, [reason()])) }
    if may(.return) { forms.append(form("return", .danger, [reason()])) }
    return forms
  }

  private func delegator() -> [MoveForm] {
    var forms: [MoveForm] = []
    if may(.confirm) { forms.append(form("confirm", .primary, [])) }
    if may(.rework) { forms.append(form("rework", .plain, [reason()])) }
    if chained.refusalToChangeTerms(of: id, at: clock.now) == nil { forms.append(form("terms", .plain, terms())) }
    if may(.withdraw) { forms.append(form("withdraw", .danger, [])) }
    if may(.recall) { forms.append(form("recall", .danger, [reason(), next()])) }
    return forms
  }

  private func may(_ move: DelegateMove) -> Bool { chained.refusal(of: move, on: id, at: clock.now) == nil }
  private func may(_ move: DelegatorMove) -> Bool { chained.refusal(of: move, on: id, at: clock.now) == nil }

  private func form(_ verb: String, _ tone: MoveForm.Tone, _ inputs: [MoveInput]) -> MoveForm {
    let own = refused.flatMap { $0.isOf(verb) ? $0 : nil }
    return MoveForm(
      verb: verb, movePath: "\(base)/handoffs/\(id)/\(verb)", moveTitle: catalogue["handoffs.\(verb)"],
      consequence: catalogue.text("handoffs.\(verb)_means", ["partner": partner]),
      moveButton: catalogue["handoffs.\(verb)_button"], isDanger: tone == .danger, isPrimary: tone == .primary,
      isOpen: own != nil, refusal: own?.problem.detail,
      inputs: inputs.map { input in
        own.map { input.typed($0.form, wrong: $0.problem(with: input.inputName)) } ?? input
      })
  }

  private func completion() -> [MoveInput] {
    let needs = Set(leg.handoff.requires)
    let codes = ResolutionCode.allCases.map { ($0.rawValue, catalogue["handoffs.code_\($0.rawValue)"]) }
    var inputs = [
      MoveInput(
        "code", .choice(codes), label: catalogue["handoffs.code"], value: ResolutionCode.fixed.rawValue, isNeeded: true),
      MoveInput("text", .area, label: catalogue["handoffs.report"], isNeeded: needs.contains(.report)),
    ]
    if needs.contains(.serialNumber) {
      inputs.append(
        MoveInput(
          "serial_number", .line, label: catalogue["handoffs.serial_number"],
          value: chained.ticket.site?.serialNumber ?? "", isNeeded: true))
    }
    inputs.append(
      MoveInput(
        "minutes", .number(0...100_000), label: catalogue["handoffs.minutes"], isNeeded: needs.contains(.minutes)))
    return inputs
  }

  private func terms() -> [MoveInput] {
    let priorities = Priority.allCases.map { ($0.rawValue, catalogue["priority.\($0.rawValue)"]) }
    let (handoff, priority) = (leg.handoff, chained.ticket.priority.rawValue)
    var inputs = [
      MoveInput(
        "priority", .choice(priorities), label: catalogue["handoffs.priority"], value: priority, before: priority)
    ]
    if handoff.state == .offered { inputs.append(time("respond_by", handoff.respondBy)) }
    inputs.append(time("resolve_by", handoff.resolveBy, help: zoneHelp))
    inputs.append(reason(isNeeded: false))
    return inputs
  }

  private func time(_ name: String, label: String? = nil, _ value: Date?, help: String? = nil) -> MoveInput {
    let shown = value.map(clock.input) ?? ""
    return MoveInput(
      name, .time, label: catalogue["handoffs.\(label ?? name)"], help: help, value: shown, before: shown)
  }

  private var expected: MoveInput { time("eta", label: "expected", leg.handoff.eta, help: zoneHelp) }

  private var zoneHelp: String { catalogue.text("handoffs.zone_help", ["zone": clock.zoneName]) }

  private func reason(isNeeded: Bool = true) -> MoveInput {
    MoveInput(
      "reason", .area, label: catalogue["handoffs.reason"],
      help: isNeeded ? catalogue.text("handoffs.reason_help", ["partner": partner]) : nil, isNeeded: isNeeded)
  }

  /// The statuses that the ticket may go to when it is taken back.
  private func next() -> MoveInput {
    let statuses = chained.desk.statuses.statuses.filter {
      chained.refusalToRecall(id, then: $0, at: clock.now) == nil
    }
    let choices = [("", catalogue["handoffs.then_usual"])] + statuses.map { ($0.id.description, $0.name) }
    return MoveInput("then", .choice(choices), label: catalogue["handoffs.then"])
  }

  private func teams() throws -> MoveInput {
    let picker = try PickerView(
      "team", .teams(tx), base: deskBase, special: [("", catalogue["handoffs.no_team"])],
      chosen: chained.ticket.team?.description, among: "accept-", tx)
    return MoveInput("team", .picker(picker), label: catalogue["handoffs.team"])
  }

  private func assignees() throws -> MoveInput {
    let picker = try PickerView(
      "assignee", .agents(tx, covering: .agent), base: deskBase, special: [("", catalogue["handoffs.nobody"])],
      chosen: chained.ticket.assignee?.description, among: "accept-", tx)
    return MoveInput("assignee", .picker(picker), label: catalogue["handoffs.assignee"])
  }
}
