import ConnectorConformance
import ConnectorKit
import Federation
import Foundation
import NetworkedHelpDesk
import StrictJSON
import Testing
import Ticketing

@Suite("Agreements of the Networked Help Desk")
struct AgreementTests {
  @Test("an invitation is learnt, answered with 201 and accepted at the address that the connection names")
  func invited() throws {
    let desk = try Desk()
    let heard = try desk.hear("POST", "agreements/\(SharingSubject.uuid)", desk.invitation)
    #expect(
      heard.answer
        == .json(["uuid": .string(SharingSubject.uuid), "name": "Their desk", "status": "pending"], status: 201))
    let learnt = try Desk(learnt: heard.learnt)
    let request = try #require(learnt.asked(since: nil))
    #expect(
      request.method == .put
        && request.url.description == "https://sharing.example/sharing/agreements/\(SharingSubject.uuid)")
    #expect(request.headers.contains { $0.value == "\(SharingSubject.uuid):\(SharingSubject.key)" })
    // Request Tracker's extension takes a field that is left out for one that is taken away.
    guard case .bytes(let bytes) = request.body, let said = try JSONReader.read(bytes).object else {
      Issue.record("it says nothing")
      return
    }
    for member in desk.invitation.object?.members ?? [] where member.key != "status" {
      #expect(said[member.key] == member.value, "\(member.key)")
    }
    #expect(said["status"] == "accepted")
    let done = learnt.poll(since: nil, [EgressAnswer(status: 200)])
    #expect(done?.isWhole == true && done?.reports == [])
    #expect(learnt.asked(since: done?.cursor) == nil, "it is accepted once")
    let ended = try learnt.hear(
      "PUT", "agreements/\(SharingSubject.uuid)", ["status": "inactive"], token: Desk.theirs)
    let cursor = try Desk(learnt: ended.learnt).poll(since: done?.cursor, [])?.cursor
    #expect(learnt.asked(since: cursor) != nil, "invited again, it accepts again")
  }

  @Test("an invitation that is told twice is the same, another one is refused while the first one holds")
  func twice() throws {
    let learnt = try Desk(learnt: Desk().hear("POST", "agreements/\(SharingSubject.uuid)", Desk().invitation).learnt)
    #expect(try learnt.hear("POST", "agreements/\(SharingSubject.uuid)", learnt.invitation).learnt.isEmpty)
    let other = String(SharingSubject.uuid.reversed())
    var invitation = learnt.invitation.object ?? [:]
    invitation.set("uuid", to: .string(other))
    #expect(throws: HookRefusal.refused(status: 422)) {
      _ = try learnt.hear("POST", "agreements/\(other)", .object(invitation))
    }
    let ended = try learnt.hear("PUT", "agreements/\(SharingSubject.uuid)", ["status": "inactive"], token: Desk.theirs)
    #expect(try !Desk(learnt: ended.learnt).hear("POST", "agreements/\(other)", .object(invitation)).learnt.isEmpty)
  }

  @Test(
    "nobody else invites",
    arguments: [
      ("sender_url", "https://evil.example/sharing", 403), ("sender_url", "", 403), ("access_key", "", 422),
      ("status", "accepted", 422), ("uuid", "somebody", 422), ("access_key", "a\nb", 422),
    ])
  func strangers(_ key: String, _ value: String, _ status: Int) throws {
    let desk = try Desk()
    var invitation = desk.invitation.object ?? [:]
    invitation.set(key, to: .string(value))
    #expect(throws: HookRefusal.refused(status: status)) {
      _ = try desk.hear("POST", "agreements/\(SharingSubject.uuid)", .object(invitation))
    }
  }

  @Test("the hub invites, and shares nothing before it is accepted")
  func invites() throws {
    let desk = try Desk(invites: true)
    let request = try #require(desk.asked(since: nil))
    #expect(request.method == .post)
    guard case .bytes(let bytes) = request.body else {
      Issue.record("it says nothing")
      return
    }
    let said = try JSONReader.read(bytes)
    #expect(said["status"] == "pending" && said["sender_url"]?.string == SharingSubject.address)
    let uuid = try #require(said["uuid"]?.string)
    let token = "\(uuid):\(said["access_key"]?.string ?? "")"
    #expect(desk.poll(since: nil, [EgressAnswer(status: 201)])?.cursor.contains(uuid) == true)
    #expect(throws: HookRefusal.refused(status: 403)) {
      _ = try desk.hear("PUT", "tickets/\(String(repeating: "a", count: 32))ba70ba70", [:], token: token)
    }
    let accepted = try desk.hear("PUT", "agreements/\(uuid)", ["status": "accepted"], token: token)
    #expect(accepted.learnt == ["invitation": "accepted"])
    let later = try Desk(invites: true, learnt: accepted.learnt)
    #expect(
      try later.hear("PUT", "tickets/\(String(repeating: "a", count: 32))ba70ba70", ["status": "open"], token: token)
        .reports.first?.marker == "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa")
  }

  @Test(
    "an invitation that is refused was made before, or is not wanted: that is told by whether it is there",
    arguments: [(200, true), (405, true), (404, false), (403, false)])
  func known(_ status: Int, _ isKnown: Bool) throws {
    let desk = try Desk(invites: true)
    let answers = [EgressAnswer(status: 422), EgressAnswer(status: status)]
    #expect((desk.poll(since: nil, answers) != nil) == isKnown)
  }

  @Test(
    "an invitation that holds no more when it is accepted is over, and asked about no more until they invite again",
    arguments: [[403], [404], [410], [422, 404], [422, 410]])
  func tooLate(_ statuses: [Int]) throws {
    let pending = try Desk().hear("POST", "agreements/\(SharingSubject.uuid)", Desk().invitation).learnt
    let desk = try Desk(learnt: pending)
    let polled = try #require(desk.poll(since: nil, statuses.map { EgressAnswer(status: $0) }))
    #expect(polled.learnt["agreement"]?.contains("inactive") == true)
    let over = try Desk(learnt: polled.learnt)
    #expect(over.asked(since: polled.cursor) == nil)
    #expect(throws: HookRefusal.refused(status: 403)) {
      _ = try over.hear("POST", "tickets/\(String(repeating: "c", count: 40))", ["subject": "x"], token: Desk.theirs)
    }
    let again = try over.hear("POST", "agreements/\(SharingSubject.uuid)", over.invitation)
    #expect(try Desk(learnt: again.learnt).asked(since: polled.cursor) != nil)
  }

  @Test("an invitation that may still hold is accepted later", arguments: [500, 503, 429])
  func notNow(_ status: Int) throws {
    let pending = try Desk().hear("POST", "agreements/\(SharingSubject.uuid)", Desk().invitation).learnt
    #expect(try Desk(learnt: pending).poll(since: nil, [EgressAnswer(status: status)]) == nil)
  }

  @Test(
    "a ticket is shown as the protocol writes it, each word under the id by which they know it, and none that is unshared"
  )
  func shown() throws {
    let event = try #require(EventID("0197a000-0000-7000-8000-000000000001"))
    func ticket(_ status: String) -> ShownTicket {
      ShownTicket(
        reference: ExternalReference(id: String(repeating: "c", count: 40)), number: 7, subject: "Pump",
        description: "It is dead.", status: status, requester: "Fleur", openedAt: Desk.now,
        words: [
          .init(
            external: "d1", event: event, body: "Any news?", isPublic: true,
            author: Author(kind: .agent, name: "Frank", desk: "Far"), at: Desk.now),
          .init(
            external: nil, event: event, body: "At two.", isPublic: false,
            author: Author(kind: .agent, name: "Kim", desk: "Vendor"), at: Desk.now),
        ])
    }
    let desk = try Desk(learnt: SharingSubject.learnt)
    let shown = desk.connector.show(ticket("open"))
    #expect(shown["subject"] == "Pump" && shown["status"] == "open" && shown["requester"]?["role"] == "user")
    let comments = shown["comments"]?.array ?? []
    #expect(comments.map { $0["uuid"] } == ["d1", "0197a000000070008000000000000001ba70ba70"])
    #expect(comments.map { $0["author"]?["name"] } == ["Frank", "Kim (Vendor)"])
    #expect(comments.map { $0["public"] } == [true, false])
    #expect(desk.connector.show(ticket("unshared")) == .null)
  }

  @Test("a ticket that is unshared is gone, a POST with the key of ours is refused, and so is a stranger's")
  func tickets() throws {
    let desk = try Desk(learnt: SharingSubject.learnt)
    let id = String(repeating: "c", count: 40)
    let gone = try desk.hear("DELETE", "tickets/\(id)", nil, token: Desk.theirs)
    #expect(gone.reports.first?.isGone == true && gone.reports.first?.status == "unshared")
    let ticket: JSONValue = ["uuid": .string(id), "subject": "x"]
    for (token, status) in [(SharingSubject.ourToken, 403), ("\(SharingSubject.uuid):nothing", 403)] {
      #expect(throws: HookRefusal.refused(status: status)) {
        _ = try desk.hear("POST", "tickets/\(id)", ticket, token: token)
      }
    }
    #expect(throws: HookRefusal.unsigned) { _ = try desk.hear("POST", "tickets/\(id)", ticket) }
    #expect(try desk.hear("GET", "tickets/\(id)", nil, token: Desk.theirs) == Heard(answer: .ticket(external: id)))
    #expect(throws: HookRefusal.unsigned) { _ = try desk.hear("GET", "tickets/\(id)", nil) }
    #expect(throws: HookRefusal.refused(status: 404)) {
      _ = try desk.hear("GET", "tickets/\(id)", nil, token: SharingSubject.ourToken)
    }
    #expect(throws: HookRefusal.refused(status: 405)) {
      _ = try desk.hear("PATCH", "tickets/\(id)", nil, token: Desk.theirs)
    }
    for path in [
      "", "tickets", "tickets/", "tickets/x", "tickets/../x", "attachments/x", "else/\(id)", "tickets/\(id)/x",
    ] {
      #expect(throws: HookRefusal.self, "\(path)") { _ = try desk.hear("POST", path, ticket, token: Desk.theirs) }
    }
  }

  @Test("a file is shown at the address that was told, by the ticket and the event")
  func files() throws {
    let desk = try Desk(learnt: SharingSubject.learnt)
    let (ticket, event) = (String(repeating: "c", count: 40), "0197a000000070008000000000000001ba70ba70")
    #expect(
      try desk.hear("GET", "attachments/\(ticket)-\(event)", nil).answer
        == .file(try #require(EventID("0197a000-0000-7000-8000-000000000001")), onExternal: ticket))
  }

  @Test("a description is not heard a second time where the ticket is told again")
  func descriptions() throws {
    let desk = try Desk(learnt: SharingSubject.learnt)
    let far = SharingSubject.double()
    let id = far.open(subject: "Door", description: "Since the storm.")
    let hook = try #require(far.hooks.last)
    let first = try #require(
      try desk.hear("POST", "tickets/\(id)", JSONReader.read(hook.body), token: Desk.theirs).reports.first)
    #expect(first.description == "Since the storm." && first.comments.map(\.body) == [""])
    #expect(
      first.requester?.name == "Fleur Bakker" && first.fields == ["site": "Amsterdam", "tags": "cooling, urgent"])
  }

  @Test("Request Tracker's extension gets the words and the media type that it knows, and is told of what it cannot do")
  func requestTracker() throws {
    let desk = try Desk(learnt: SharingSubject.learnt, dialect: "rt")
    let id = String(repeating: "c", count: 40)
    let first = try #require(desk.carried("hold", on: id, []).request)
    #expect(first.headers.contains { $0.value == "text/x-json; charset=\"UTF-8\"" })
    guard case .bytes(let bytes) = first.body else {
      Issue.record("it says nothing")
      return
    }
    #expect(try JSONReader.read(bytes)["status"] == "pending")
    #expect(try desk.carried("unshared", on: id, []).request?.method == .delete)
    #expect(try desk.carried("unshared", on: id, [EgressAnswer(status: 405)]).request?.method == .put)
    let receipt = try desk.carried("unshared", on: id, [EgressAnswer(status: 405), EgressAnswer(status: 200)]).receipt
    #expect(receipt?.omitted.count == 1)
  }
}

/// One connection.
struct Desk {
  let connector: any Connector

  static let theirs = "\(SharingSubject.uuid):\(SharingSubject.key)"
  static let now = Date(timeIntervalSince1970: 1_790_000_000)

  init(invites: Bool = false, learnt: [String: String] = [:], dialect: String = "zendesk") throws {
    let settings: JSONObject = [
      "url": "https://sharing.example/sharing", "invites": .bool(invites), "dialect": .string(dialect),
    ]
    var secrets = ["sharing_url": SharingSubject.address]
    for (key, value) in learnt { secrets["~\(key)"] = value }
    connector = try ConnectorCatalogue([NetworkedHelpDeskConnector.self]).connector(
      "networkedhelpdesk", settings: JSONWriter.bytes(of: .object(settings)), secrets: secrets)
  }

  var invitation: JSONValue {
    [
      "uuid": .string(SharingSubject.uuid), "name": "Their desk", "sender_url": "https://sharing.example/sharing",
      "receiver_url": .string(SharingSubject.address), "access_key": .string(SharingSubject.key), "status": "pending",
    ]
  }

  func hear(_ method: String, _ path: String, _ body: JSONValue?, token: String? = nil) throws -> Heard {
    let headers = token.map { [(name: "x-ticket-sharing-token", value: $0)] } ?? []
    let bytes = body.map { JSONWriter.bytes(of: $0) } ?? []
    return try connector.hear(Hook(method: method, headers: headers, path: path, body: bytes), at: Self.now)
  }

  func asked(since cursor: String?) -> EgressRequest? {
    guard case .ask(let request) = connector.poll(since: cursor, at: Self.now, Exchange()) else { return nil }
    return request
  }

  func poll(since cursor: String?, _ answers: [EgressAnswer]) -> Polled? {
    guard case .done(let polled) = connector.poll(since: cursor, at: Self.now, Exchange(answers: answers)) else {
      return nil
    }
    return polled
  }

  func carried(
    _ status: String, on id: String, _ answers: [EgressAnswer]
  ) throws -> (request: EgressRequest?, receipt: Receipt?) {
    let event = try #require(EventID("0197a000-0000-7000-8000-000000000001"))
    let change = Change(
      event: event, marker: event.description, at: Self.now,
      author: .init(ref: "p1", name: "Ivan", kind: .agent, role: "agent", desk: "Fieldworks"),
      content: .status(OutwardStatus(status: status, resolution: nil, fields: [:])),
      ticket: ExternalReference(id: id), status: "open")
    switch connector.carry(change, Exchange(answers: answers)) {
    case .ask(let request): return (request, nil)
    case .done(let receipt): return (nil, receipt)
    case .learn, .failed, .post, .read: return (nil, nil)
    }
  }
}
