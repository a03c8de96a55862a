import DeskActions
import Federation
import FormData
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

/// What this desk lets a partner see, with a look at a real ticket through the partner's eyes before and after a change.
enum PartnerSharingPage {
  private static let path = "/desk/{desk}/partners/{partnership}/sharing"

  static let routes: [Route] = [
    Route(
      .get, path, "What the desk shares with a partner.", face: .page, access: .session(.agent), answer: nil
    ) { call in try await show(call, typed: nil, ticket: call.text("ticket"), problem: nil) },
    Route(
      .post, path + "/preview", "Shows what a partner would see; nothing is changed.", face: .page,
      access: .session(.admin), body: .form, answer: nil
    ) { call in
      let form = try call.form()
      return try await show(call, typed: form, ticket: form["ticket"], problem: nil)
    },
    Route(
      .post, path, "Changes what the desk shares with a partner.", face: .page, access: .session(.admin),
      asksPassword: true, body: .form, answer: nil, handle: save),
  ]

  struct View {
    let name: String
    let back: String
    let action: String
    let problem: String?
    let form: SharingForm?
    let ours: [SharedLine]
    let ticket: String
    let ticketProblem: String?
    let preview: SharingPreview?
  }

  private static func show(
    _ call: Call, typed: FormFields?, ticket: String?, problem: Problem?
  ) async throws -> Answer {
    let id: PartnershipID = try call.parameter("partnership")
    let (catalogue, moment) = (try call.catalogue, call.moment)
    let (base, isAdmin) = (try call.deskPath("/partners/\(id)"), try call.actor.role.covers(.admin))
    let changes = try typed.map { try JSONFields.read(.object(SharingForm.object($0)), SharingBody.init).changes }
    return try await call.show("partners/sharing", in: .partners, status: problem?.status ?? 200) { tx in
      let partnership = try tx.existingPartnership(id)
      let fields = SharedFields(try tx.fields(), catalogue)
      let chosen = try tx.previewed(ticket)
      let proposed = (changes ?? SharingChanges()).applied(to: partnership.sharing)
      let preview = try chosen.map {
        try SharingPreview($0, over: partnership, changes ?? SharingChanges(), fields, tx, moment, catalogue)
      }
      let view = View(
        name: partnership.name, back: base, action: "\(base)/sharing", problem: problem?.detail,
        form: isAdmin && partnership.isOpen ? SharingForm(proposed, fields, catalogue) : nil,
        ours: SharedLine.lines(of: partnership.sharing, fields, catalogue),
        ticket: chosen.map { "\($0.number)" } ?? ticket ?? "",
        ticketProblem: chosen == nil && !(ticket ?? "").isEmpty ? catalogue["sharing.no_ticket"] : nil, preview: preview
      )
      return (catalogue.text("sharing.title", ["name": partnership.name]), view)
    }
  }

  private static func save(_ call: Call) async throws -> Answer {
    let id: PartnershipID = try call.parameter("partnership")
    let path = try call.deskPath("/partners/\(id)")
    return try await call.submit { form in
      SetSharing(id, try JSONFields.read(.object(SharingForm.object(form)), SharingBody.init).changes)
    } then: { _, _ in
      "\(path)?done=saved"
    } orShow: { refused in
      try await show(call, typed: nil, ticket: refused.form["ticket"], problem: refused.problem)
    }
  }
}

extension DeskReader {
  /// The ticket that is asked for, else the one that changed last.
  fileprivate func previewed(_ asked: String?) throws -> Ticket? {
    if let asked = asked?.trimmingCharacters(in: .whitespaces), !asked.isEmpty {
      do { return try ticket(named: asked.hasPrefix("#") ? String(asked.dropFirst()) : asked) } catch is NotFound {
        return nil
      }
    }
    var latest = TicketQuery()
    latest.sort = .updatedDescending
    return try tickets(latest, PageRequest(limit: 1)).items.first
  }
}
