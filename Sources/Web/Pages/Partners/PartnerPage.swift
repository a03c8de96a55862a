import ConnectorKit
import DeskActions
import Federation
package import FormData
import Foundation
import HTTPTypes
import Storage
package import StrictJSON
import Ticketing

/// One partner: where things stand, how this desk works with it, what each lets the other see.
enum PartnerPage {
  private static let path = "/desk/{desk}/partners/{partnership}"

  static let routes: [Route] = [
    Route(.get, path, "One partner.", face: .page, access: .session(.agent), answer: nil) { try await show($0) },
    Route(
      .post, path + "/settings", "Changes how the desk works with a partner.", face: .page, access: .session(.admin),
      body: .form, answer: nil, handle: change),
    Route(
      .post, path + "/pause", "Pauses a partnership.", face: .page, access: .session(.admin), body: .form, answer: nil
    ) { try await perform(SuspendPartnership(try $0.parameter("partnership")), "partner_paused", $0) },
    Route(
      .post, path + "/resume", "Takes this desk's pause back.", face: .page, access: .session(.admin), body: .form,
      answer: nil
    ) { try await perform(ResumePartnership(try $0.parameter("partnership")), "partner_resumed", $0) },
  ]

  /// - Parameter refused: a form of this page that was not taken.
  static func show(_ call: Call, _ refused: RefusedForm? = nil) async throws -> Answer {
    let id: PartnershipID = try call.parameter("partnership")
    let (clock, catalogue, now) = (try call.clock, try call.catalogue, call.moment.now)
    let (base, kinds) = (try call.deskPath(""), call.hub.connections.catalogue)
    let (isAdmin, sendsMail) = (try call.actor.role.covers(.admin), call.hub.mail.sendInvitation != nil)
    let status = refused?.problem.status ?? 200
    return try await call.show("partners/show", in: .partners, status: status) { tx in
      let partnership = try tx.existingPartnership(id)
      let open = try tx.openHandoffTickets(over: id).map { OpenTicketRow($0, base, clock, catalogue) }
      let names = SharedFields(try tx.fields(), catalogue)
      let invitation = partnership.phase == .invited ? try tx.invitation(of: id) : nil
      let bridge = try tx.connections(PageRequest(limit: 200)).items.first { $0.partnership == id }.map {
        PartnerView.Bridge(
          bridgeWords: catalogue.text("partner.bridged", ["kind": kinds[$0.connector]?.title ?? $0.connector]),
          bridgePath: isAdmin ? "\(base)/settings/connections/\($0.id)" : nil)
      }
      let view = PartnerView(
        partnership, bridge: bridge, path: "\(base)/partners/\(id)", open: open, invitation: invitation, names: names,
        sendsMail: sendsMail, now: now, clock,
        catalogue, refused)
      return (partnership.name, view)
    }
  }

  private static func change(_ call: Call) async throws -> Answer {
    let id: PartnershipID = try call.parameter("partnership")
    let path = try call.deskPath("/partners/\(id)")
    return try await call.submit { form in
      let body = try JSONFields.read(.object(PartnerForm.object(form)), PartnershipBody.init)
      return ChangePartnership(id, name: body.name, receives: body.receives, settings: body.settings)
    } then: { _, _ in
      "\(path)?done=saved"
    } orShow: {
      try await show(call, $0)
    }
  }

  private static func perform<Performed: Action>(
    _ action: Performed, _ done: String, _ call: Call
  ) async throws -> Answer {
    let path = try call.deskPath("/partners/\(call.parameters["partnership"] ?? "")")
    return try await call.submit { _ in
      action
    } then: { _, _ in
      "\(path)?done=\(done)"
    } orShow: {
      try await show(call, $0)
    }
  }
}

/// The form of a partnership's settings, as the API would get it: what a browser leaves out of a form is a box that is not
/// ticked.
package enum PartnerForm {
  package static func object(_ form: FormFields) -> JSONObject {
    func flag(_ name: String) -> JSONValue { JSONValue(form[name] != nil) }
    let days = form["confirm_after_days"] ?? ""
    let settings: JSONObject = [
      "confirm_after_days": Int(days).map { JSONValue($0) } ?? JSONValue(days),
      "resolves_on_completion": flag("resolves_on_completion"), "holds_public_words": flag("holds_public_words"),
      "withdraws_unanswered": flag("withdraws_unanswered"), "requires": JSONValue(form.all("requires")),
    ]
    return [
      "name": JSONValue(form["name"] ?? ""), "receives": flag("receives"), "settings": .object(settings),
    ]
  }
}
