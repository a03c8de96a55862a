import ConnectorKit
import DeskActions
import Federation
import FormData
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

/// Handing a ticket over in two steps: to whom and with which words, then what exactly the partner will see, before
/// anything leaves.
enum HandOverPage {
  private static let path = "/desk/{desk}/tickets/{ticket}/hand-over"

  static let routes: [Route] = [
    Route(
      .get, path, "Where a ticket is handed over.", face: .page, access: .session(.agent), answer: nil
    ) { call in try await show(call) },
    Route(
      .post, path, "Shows what the partner will see, then hands the ticket over.", face: .page,
      access: .session(.agent), body: .form, answer: nil, handle: take),
  ]

  struct View {
    let number: Int
    let subject: String
    let ticketPath: String
    let formPath: String
    /// Why it cannot be handed over at all. There is no form then, unless something is typed into it already.
    let hindrance: String?
    let formProblem: String?
    let inputs: [MoveInput]
    let files: [FileChoice]
    let hasFiles: Bool
    let hasPartners: Bool
    let partnersPath: String
  }

  struct FileChoice {
    let fileID: String
    let fileName: String
    let fileSize: String
    let isInternal: Bool
    let isChosen: Bool
  }

  private static func take(_ call: Call) async throws -> Answer {
    let form = try call.form()
    switch form["step"] {
    case "send": return try await send(call)
    case "preview": return try await preview(call, form)
    default: return try await show(call, form)
    }
  }

  private static func send(_ call: Call) async throws -> Answer {
    let (ticket, base) = (try await call.ticket(), try call.deskPath("/tickets"))
    return try await call.submit { form in
      try offer(ticket, form, call)
    } then: { handoff, tx in
      "\(base)/\(try tx.ticket(handoff.ticket)?.number ?? 0)?done=handoff_offered"
    } orShow: {
      try await show(call, $0.form, $0)
    }
  }

  /// Makes the very message that would leave, and keeps nothing of it.
  private static func preview(_ call: Call, _ form: FormFields) async throws -> Answer {
    let ticket = try await call.ticket()
    do {
      let action = try offer(ticket, form, call)
      let seen = try await call.hub.storage.perform(PreviewHandoff(action), by: try call.actor, call.moment)
      return try await OfferPreviewPage.show(call, form, seen, to: action.partnership)
    } catch {
      return try await show(call, form, try call.refused(error))
    }
  }

  private static func offer(_ ticket: TicketID, _ form: FormFields, _ call: Call) throws -> OfferHandoff {
    var fields = try call.object(form, ["partnership", "message"], times: ["respond_by", "resolve_by"])
    if form["chooses_files"] != nil {
      fields.append("attachments", .array(form.all("file").map { JSONValue($0) }))
    }
    let body = try JSONFields.read(.object(fields), OfferBody.init)
    return OfferHandoff(
      ticket, to: body.partnership, message: body.message, respondBy: body.respondBy, resolveBy: body.resolveBy,
      files: body.attachments)
  }

  /// - Parameters:
  ///   - typed: the form as somebody filled it in.
  ///   - refused: the same, where it was not taken.
  private static func show(
    _ call: Call, _ typed: FormFields? = nil, _ refused: RefusedForm? = nil
  ) async throws -> Answer {
    let (clock, catalogue) = (try call.clock, try call.catalogue)
    let (base, kinds) = (try call.deskPath(), call.hub.connections.catalogue)
    return try await call.show("handoffs/hand-over", in: .tickets, status: refused?.problem.status ?? 200) { tx in
      let chained = try tx.chained(try tx.ticket(at: call), at: try tx.existingDesk())
      let ticket = chained.ticket
      let partners = try HandoffPartners(chained, clock.now, tx)
      let hindrance = partners.hindrance?.words(in: catalogue)
      let files = files(try tx.attachments(on: ticket.id), typed)
      let view = View(
        number: ticket.number, subject: ticket.subject, ticketPath: "\(base)/tickets/\(ticket.number)",
        formPath: call.path, hindrance: typed == nil ? hindrance : nil,
        formProblem: refused?.problem.detail ?? hindrance,
        inputs: inputs(
          partners.active, try named(partners.active, kinds, catalogue, tx), typed, refused, clock, catalogue),
        files: files, hasFiles: !files.isEmpty, hasPartners: !partners.active.isEmpty, partnersPath: "\(base)/partners")
      return (catalogue.text("handoffs.hand_over_title", ["number": "#\(ticket.number)"]), view)
    }
  }

  /// External desks are called by what they work with as well.
  private static func named(
    _ partners: [Partnership], _ kinds: ConnectorCatalogue, _ catalogue: Catalogue, _ tx: any DeskReader
  ) throws -> [PartnershipID: String] {
    var names: [PartnershipID: String] = [:]
    for connection in try tx.connections(PageRequest(limit: 200)).items {
      guard let partnership = connection.partnership, let partner = partners.first(where: { $0.id == partnership })
      else { continue }
      let kind = kinds[connection.connector]?.title ?? connection.connector
      names[partnership] = catalogue.text("handoffs.through", ["partner": partner.partnerName, "kind": kind])
    }
    return names
  }

  private static func inputs(
    _ partners: [Partnership], _ names: [PartnershipID: String], _ typed: FormFields?, _ refused: RefusedForm?,
    _ clock: PageClock, _ catalogue: Catalogue
  ) -> [MoveInput] {
    let zone = catalogue.text("handoffs.zone_help", ["zone": clock.zoneName])
    let choices = partners.map { ($0.id.description, names[$0.id] ?? $0.partnerName) }
    // Who has one partner need not choose; of several, nobody is taken for granted.
    let none = choices.count == 1 ? [] : [("", catalogue["handoffs.choose_partner"])]
    let inputs = [
      MoveInput("partnership", .choice(none + choices), label: catalogue["handoffs.partner"], isNeeded: true),
      MoveInput("message", .area, label: catalogue["handoffs.message"], help: catalogue["handoffs.message_help"]),
      MoveInput("respond_by", .time, label: catalogue["handoffs.respond_by"], help: zone),
      MoveInput("resolve_by", .time, label: catalogue["handoffs.resolve_by"], help: zone),
    ]
    return inputs.map { input in typed.map { input.typed($0, wrong: refused?.problem(with: input.inputName)) } ?? input
    }
  }

  private static func files(_ attachments: [Attachment], _ typed: FormFields?) -> [FileChoice] {
    let chosen = typed.map { Set($0.all("file")) }
    return attachments.map { file in
      FileChoice(
        fileID: file.id.description, fileName: file.name, fileSize: FileSize.text(file.bytes),
        isInternal: file.audience == .internal,
        isChosen: chosen?.contains(file.id.description) ?? (file.audience != .internal))
    }
  }
}
