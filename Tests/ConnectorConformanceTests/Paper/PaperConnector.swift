import ConnectorKit
import Foundation
import StrictJSON
import Ticketing

/// A connector to a desk that there is not, made to be wrong in one way at a time: it tries the cases that try connectors.
struct PaperConnector: Connector {
  static let kind = "paper"
  static let title = "Paper desk"

  static let schema = SettingsSchema([
    .required("url", "Address", .address, help: "Of the desk."),
    .optional(
      "flaw", "Flaw", .choice(Flaw.allCases.map { .init($0.rawValue, $0.rawValue) }), help: "What is wrong with it."),
    .secret("token", "Token", help: "Of the desk."),
    .secret("hook_secret", "Webhook secret", help: "Of the desk."),
  ])

  static let vocabulary = Vocabulary(
    statuses: [
      NativeStatus("open", "Open", .inProgress), NativeStatus("waiting", "Waiting", .onHold, needs: ["reason"]),
      NativeStatus("done", "Done", .resolved), NativeStatus("filed", "Filed", .closed, isFinal: true),
    ],
    priorities: [NativePriority("1", "High", .high), NativePriority("2", "Low", .low)],
    conversation: [.publicComments, .privateComments, .files], standards: ["reason": "It waits."])

  let address: EgressURL
  let flaw: Flaw?
  let token: SharedSecret
  let hookSecret: SharedSecret
  let shown: String

  init(_ settings: Settings) throws(SettingsRefusal) {
    do throws(EgressFailure) { address = try EgressURL(settings.address("url")) } catch {
      throw SettingsRefusal("url", "\(error)")
    }
    flaw = Flaw(rawValue: settings.text("flaw"))
    token = SharedSecret(settings.secret("token") ?? "")
    hookSecret = SharedSecret(settings.secret("hook_secret") ?? "")
    shown = flaw == .showsItsSecret ? "token \(settings.secret("token") ?? "")" : ""
  }

  let isPolled = false
  let pollsEvery = Duration.seconds(60)

  func poll(since _: String?, at _: Date, _: Exchange) -> Step<Polled> { .failed(.permanent(.unsupported("asking"))) }

  func desk(_ exchange: Exchange) throws(DeliveryFailure) -> JSONConversation {
    try JSONConversation(exchange, at: address, headers: [("Authorization", "Bearer \(token.text)")])
  }
}

/// Inbound.
extension PaperConnector {
  func read(_ hook: Hook, at now: Date) throws(HookRefusal) -> [Report] {
    try prove(hook, at: now)
    let body: JSONValue
    do throws(JSONRefusal) { body = try JSONReader.read(hook.body) } catch { throw .notJSON(at: error.offset) }
    guard let ticket = body["ticket"], let id = ticket["id"]?.string, !id.isEmpty else {
      if flaw == .takesAnythingForATicket { return [Report(ticket: ExternalReference(id: ""))] }
      throw .unreadable(at: "/ticket/id", expected: "the ticket's id")
    }
    var report = Report(ticket: ExternalReference(id: id))
    report.key = flaw == .hasNoKeys ? nil : body["key"]?.string ?? hook.fingerprint
    report.at = flaw == .hasNoTimes ? nil : body["at"]?.string.flatMap(RFC3339.date)
    report.marker = flaw == .forgetsItsMark ? nil : ticket["mark"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    report.subject = ticket["subject"]?.string
    report.description = ticket["text"]?.string
    report.status = ticket["status"]?.string
    if flaw == .losesStatuses, !Self.vocabulary.statuses.contains(where: { $0.id == report.status }) {
      report.status = nil
    }
    if let comment = body["comment"], let item = comment["id"]?.string, let text = comment["text"]?.string {
      let isPublic = comment["public"]?.bool ?? false
      let name = comment["author"]?.string ?? ""
      report.comments = [
        ReportedComment(
          id: item, body: text, isPublic: flaw == .mixesAudiences ? true : isPublic,
          author: ReportedPerson(name: flaw == .forgetsAuthors ? "" : name), at: report.at,
          isOwn: flaw == .hearsItself ? false : name == "hub")
      ]
    }
    if let file = body["file"], let item = file["id"]?.string, let name = file["name"]?.string {
      let place = address.description + "files/\(item)"
      report.files = [ReportedFile(id: item, name: name, type: nil, size: nil, location: place, isPublic: true)]
    }
    return [report]
  }

  private func prove(_ hook: Hook, at now: Date) throws(HookRefusal) {
    if flaw == .believesEverybody { return }
    guard hook.headers.contains(where: { $0.name == "x-paper-signature" }) else { throw .unsigned }
    guard let signature = hook.header("x-paper-signature"), let time = hook.header("x-paper-time"),
      let sent = Freshness.date(time)
    else { throw .wronglySigned }
    let written = (try? JSONReader.read(hook.body)).map { JSONWriter.bytes(of: $0) } ?? hook.body
    let signed = flaw == .provesOnlyTheTime ? [] : flaw == .provesWhatItParsed ? written : hook.body
    guard
      SignatureScheme(.sha256, .hex).isValid(signature, of: [Array(time.utf8), signed], by: [hookSecret])
        || (flaw == .provesOnlyTheTime && signature.utf8.count == 64)
    else { throw .wronglySigned }
    guard flaw == .forgetsTheTime || Freshness(of: sent, at: now) == .fresh else { throw .stale }
  }

  func fetch(_ file: ReportedFile, _ exchange: Exchange) -> Step<[UInt8]> {
    .attempting { () throws(DeliveryFailure) in
      let url = try asking { () throws(EgressFailure) in try EgressURL(file.location) }
      guard flaw == .tellsItsSecretToStrangers || url.host == address.host else { throw .permanent(.notFound) }
      guard let answer = exchange.answers.first else {
        let header = try asking { () throws(EgressFailure) in try EgressHeader("Authorization", "Bearer \(token.text)")
        }
        return .ask(EgressRequest(.get, url, headers: [header], answer: .whole(limit: 1_048_576)))
      }
      if let failure = DeliveryFailure(answer) { throw failure }
      return .done(answer.body)
    }
  }

  func test(_ exchange: Exchange) -> Step<TestResult> {
    .attempting { () throws(DeliveryFailure) in
      let desk = try desk(exchange)
      guard let answer = desk.raw(0) else { return try desk.ask(.get, ["me"]) }
      if flaw != .isContentWithAnySecret, let failure = DeliveryFailure(answer) { throw failure }
      return .done(TestResult(account: "hub"))
    }
  }
}
