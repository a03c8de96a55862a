import DeskActions
import FormData
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

/// The addresses that the desk receives mail at and writes from: the given one first.
enum AddressesPage {
  static let path = "/desk/{desk}/settings/addresses"

  static let routes: [Route] = [
    Route(.get, path, "The desk's addresses of mail.", face: .page, access: .session(.admin), answer: nil) { call in
      try await show(call)
    },
    Route(
      .post, path, "Names an address of mail.", face: .page, access: .session(.admin), body: .form, answer: nil,
      handle: add),
  ]

  struct View {
    let entries: [SettingsPages.Entry]
    let action: String
    let given: Given?
    let addresses: [Row]
    let isEmpty: Bool
    /// What came in and waits for a person; nil for none.
    let waiting: String?
    let mails: String
    let mailboxes: String
    let typed: String
    let problem: String?
  }

  /// The one that the hub gives, as long as nobody has said anything about it.
  struct Given {
    let address: String
  }

  struct Row {
    let path: String
    let address: String
    let state: String
    let isWell: Bool
    let isGiven: Bool
    let opens: String
  }

  private static func show(_ call: Call, _ refused: RefusedForm? = nil) async throws -> Answer {
    let (entries, base) = (try SettingsPages.entries(call, .addresses), try call.deskPath("/settings/addresses"))
    let (catalogue, mails) = (try call.catalogue, try call.deskPath("/mails"))
    let mailboxes = try call.deskPath("/settings/mailboxes")
    return try await call.show(
      "settings/addresses", title: "settings.addresses", in: .settings, status: refused?.problem.status ?? 200
    ) { tx in
      let given = try tx.givenAddress()
      let own = try tx.deskAddresses(PageRequest(limit: DeskAddress.most)).items
      let ordered = own.filter { $0.address == given } + own.filter { $0.address != given }
      let rows = try ordered.map { address in
        Row(
          path: "\(base)/\(address.id)", address: address.address.text,
          state: catalogue[address.isProven ? "address.proved" : "address.unproved"], isWell: address.isProven,
          isGiven: address.address == given, opens: try AddressWords.opens(address, tx, catalogue))
      }
      let parked = try tx.parkedMails()
      let isBare = given.map { given in !own.contains { $0.address == given } } ?? false
      return View(
        entries: entries, action: base, given: isBare ? given.map { Given(address: $0.text) } : nil, addresses: rows,
        isEmpty: rows.isEmpty && !isBare,
        waiting: parked > 0 ? catalogue.text("address.parked", ["count": "\(parked)"]) : nil, mails: mails,
        mailboxes: mailboxes, typed: refused?.form["address"] ?? "",
        problem: refused?.labelled(in: catalogue, ["address": "mail_address"]))
    }
  }

  private static func add(_ call: Call) async throws -> Answer {
    let base = try call.deskPath("/settings/addresses")
    return try await call.submit { form in
      let body = try JSONFields.read(.object(form.object("address")), AddressBody.init)
      return AddAddress(body.address, body.input)
    } then: { address, _ in
      "\(base)/\(address.id)?done=address_added"
    } orShow: {
      try await show(call, $0)
    }
  }
}

/// What becomes of mail to an address, in words.
enum AddressWords {
  static func opens(_ address: DeskAddress, _ tx: any DeskReader, _ catalogue: Catalogue) throws -> String {
    let type = catalogue["type.\((address.type ?? .incident).rawValue)"]
    let team = try address.team.flatMap { try tx.team($0)?.name }
    return [type, team, address.language?.name].compactMap { $0 }.joined(separator: ", ")
  }
}

extension DeskReader {
  /// Received mails that a person has to look at, up to `mostCounted`.
  func parkedMails() throws -> Int {
    try receivedMails(in: .parked, PageRequest(limit: Self.mostCounted)).items.count
  }
}
