import DeskActions
import FormData
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

/// One address of the desk's: how it is proved, and what becomes of mail to it.
enum AddressPage {
  static let path = AddressesPage.path + "/{address}"

  static let routes: [Route] = [
    Route(.get, path, "One address of mail.", face: .page, access: .session(.admin), answer: nil) { call in
      try await show(call)
    },
    Route(
      .post, path, "Changes what becomes of mail to an address.", face: .page, access: .session(.admin), body: .form,
      answer: nil
    ) { call in
      try await act(call, done: "saved") { id, form in
        ChangeAddress(id, try JSONFields.read(changes(form), AddressChangesBody.init).input)
      }
    },
    Route(
      .post, path + "/prove", "Sends the mail that proves an address.", face: .page, access: .session(.admin),
      body: .form, answer: nil, handle: prove),
    Route(
      .post, path + "/remove", "Takes no mail at an address any more.", face: .page, access: .session(.admin),
      body: .form, answer: nil, handle: remove),
  ]

  struct View {
    let entries: [SettingsPages.Entry]
    let path: String
    let back: String
    let address: String
    let isGiven: Bool
    let isProven: Bool
    let provenAt: TimeView?
    let askedAt: TimeView?
    let isCodeOld: Bool
    let sendsMail: Bool
    let teams: [ChoiceView]
    let types: [ChoiceView]
    let languages: [ChoiceView]
    let senderName: String
    let deskName: String
    let problem: String?
  }

  private static func show(_ call: Call, _ refused: RefusedForm? = nil) async throws -> Answer {
    let (id, catalogue): (DeskAddressID, Catalogue) = (try call.parameter("address"), try call.catalogue)
    let (entries, back) = (try SettingsPages.entries(call, .addresses), try call.deskPath("/settings/addresses"))
    let (clock, sendsMail) = (try call.clock, call.hub.mail.sendProof != nil)
    let form = refused.flatMap { $0.isOf("address") ? $0.form : nil }
    return try await call.show("settings/address", in: .settings, status: refused?.problem.status ?? 200) { tx in
      guard let address = try tx.deskAddress(id) else { throw NotFound() }
      let none = ChoiceView("", catalogue["address.no_team"])
      let team = form?["team"] ?? address.team?.description
      let language = form?["language"] ?? address.language?.rawValue
      let view = View(
        entries: entries, path: "\(back)/\(id)", back: back, address: address.address.text,
        isGiven: try tx.givenAddress() == address.address, isProven: address.isProven,
        provenAt: address.proof.provenAt.map { TimeView($0, clock) },
        askedAt: address.proof.askedAt.map { TimeView($0, clock) },
        isCodeOld: address.proof.askedAt != nil && address.proof.code(at: clock.now) == nil, sendsMail: sendsMail,
        teams: [none] + (try tx.everyTeam().map { ChoiceView($0.id.description, $0.name, chosen: team) }),
        types: ChoiceView.all(
          of: TicketType.self, "type", catalogue, chosen: form?["type"] ?? (address.type ?? .incident).rawValue),
        languages: [ChoiceView("", catalogue["address.desks_language"])]
          + Language.allCases.map { ChoiceView($0.rawValue, $0.name, chosen: language) },
        senderName: form?["sender_name"] ?? address.senderName ?? "",
        deskName: try tx.deskRecord()?.tenant.name ?? "", problem: refused?.labelled(in: catalogue))
      return (address.address.text, view)
    }
  }

  /// What is left empty is taken back.
  private static func changes(_ form: FormFields) -> JSONValue {
    var object = JSONObject()
    for name in ["team", "type", "language", "sender_name"] {
      let typed = form[name] ?? ""
      object.append(name, typed.isEmpty ? .null : .string(typed))
    }
    return .object(object)
  }

  private static func act<Performed: Action>(
    _ call: Call, done: String, _ action: (DeskAddressID, FormFields) throws -> Performed
  ) async throws -> Answer {
    let id: DeskAddressID = try call.parameter("address")
    let path = try call.deskPath("/settings/addresses/\(id)")
    return try await call.submit {
      try action(id, $0)
    } then: { _, _ in
      "\(path)?done=\(done)"
    } orShow: {
      try await show(call, $0)
    }
  }

  private static func prove(_ call: Call) async throws -> Answer {
    let id: DeskAddressID = try call.parameter("address")
    do {
      _ = try await AddressRoutes.ask(for: id, call)
      return .seeOther("\(try call.deskPath("/settings/addresses/\(id)"))?done=address_asked")
    } catch {
      return try await show(call, try call.refused(error))
    }
  }

  private static func remove(_ call: Call) async throws -> Answer {
    let id: DeskAddressID = try call.parameter("address")
    let base = try call.deskPath("/settings/addresses")
    return try await call.submit { _ in
      RemoveAddress(id)
    } then: { _, _ in
      "\(base)?done=address_removed"
    } orShow: {
      try await show(call, $0)
    }
  }
}
