import DeskActions
import Federation
import FormData
import Foundation
import HTTPTypes
import Storage
import Ticketing

/// Ends a partnership: shows what becomes of each ticket first, and takes the partner's name as the word to go.
enum PartnerEndPage {
  private static let path = "/desk/{desk}/partners/{partnership}/end"

  static let routes: [Route] = [
    Route(
      .get, path, "What ending a partnership does.", face: .page, access: .session(.admin), answer: nil
    ) { try await show($0, nil) },
    Route(
      .post, path, "Ends a partnership.", face: .page, access: .session(.admin), asksPassword: true, body: .form,
      answer: nil, handle: end),
  ]

  struct View {
    let path: String
    let back: String
    let name: String
    let open: [OpenTicketRow]
    let hasOpen: Bool
    let keepsCopies: Bool
    let typed: String
    let problem: String?
  }

  private static func show(_ call: Call, _ refused: RefusedForm?) async throws -> Answer {
    let id: PartnershipID = try call.parameter("partnership")
    let (clock, catalogue, base) = (try call.clock, try call.catalogue, try call.deskPath())
    let status = refused?.problem.status ?? 200
    return try await call.show("partners/end", in: .partners, status: status) { tx in
      let partnership = try tx.existingPartnership(id)
      guard partnership.isOpen else { throw PartnershipRefusal.notOpen(partnership.state) }
      let open = try tx.openHandoffTickets(over: id).map { OpenTicketRow($0, base, clock, catalogue) }
      let view = View(
        path: "\(base)/partners/\(id)/end", back: "\(base)/partners/\(id)", name: partnership.name, open: open,
        hasOpen: !open.isEmpty, keepsCopies: refused?.form["open_handoffs"] == "keep_copy",
        typed: refused?.form["confirm"] ?? "", problem: refused?.problem.detail)
      return (catalogue.text("partner.end_title", ["name": partnership.name]), view)
    }
  }

  private static func end(_ call: Call) async throws -> Answer {
    let id: PartnershipID = try call.parameter("partnership")
    let catalogue = try call.catalogue
    let path = try call.deskPath("/partners/\(id)")
    let name = try await call.hub.storage.read(in: try call.actor.tenant) { try $0.existingPartnership(id).name }
    return try await call.submit { form in
      let typed = (form["confirm"] ?? "").trimmingCharacters(in: .whitespaces)
      guard typed.lowercased() == name.trimmingCharacters(in: .whitespaces).lowercased() else {
        throw Problem(422, "Not confirmed", catalogue.text("partner.end_type", ["name": name]))
      }
      return EndPartnership(id, keepsCopies: form["open_handoffs"] == "keep_copy")
    } then: { _, _ in
      "\(path)?done=partner_ended"
    } orShow: {
      try await show(call, $0)
    }
  }
}
