import ConnectorKit
import Federation
import Foundation
import StrictJSON
import Ticketing

/// What the other desk is told of tickets. All that is made there bears an id of the hub's making: told twice, it is there once.
struct NetworkedHelpDeskOutbound {
  private let settings: NetworkedHelpDeskSettings
  private let change: Change
  private let exchange: Exchange

  init(_ settings: NetworkedHelpDeskSettings, _ change: Change, _ exchange: Exchange) throws(DeliveryFailure) {
    self.settings = settings
    self.change = change
    self.exchange = exchange
  }

  func carry() throws(DeliveryFailure) -> Step<Receipt> {
    if case .open(let ticket) = change.content { return try open(ticket) }
    guard let id = change.ticket?.id else { throw .permanent(.notFound) }
    guard SharedID.isValid(id), let agreement = settings.agreement(for: id), agreement.isOpen else {
      throw .permanent(.notAuthorised)
    }
    let item = SharedID.of(change.marker)
    switch change.content {
    case .open: throw .permanent(.unintelligible)
    case .comment(let comment):
      let isPublic = comment.isPublic && agreement.takesPublic
      let words = self.comment(item, comment.body, isPublic: isPublic)
      let omitted = isPublic == comment.isPublic ? [] : [Omission.kind(.publicity)]
      return try update(id, ["comments": [.object(words)]], agreement, Receipt(item: item, omitted: omitted))
    case .file(let file): return try attach(file, to: id, item, agreement)
    case .status(let status): return try set(status, of: id, item, agreement)
    case .edit, .retract: throw .permanent(.unsupported("changing what was said"))
    case .priority: throw .permanent(.unsupported("priorities"))
    }
  }

  /// The one who bears a ticket shares it: under an agreement to which the other desk was invited.
  private func open(_ ticket: NewTicket) throws(DeliveryFailure) -> Step<Receipt> {
    guard let agreement = settings.ours else { throw .permanent(.unsupported("taking tickets: it was never invited")) }
    guard agreement.status == "accepted" else {
      let isAsked = agreement.status.isEmpty || agreement.status == "pending"
      throw isAsked ? .temporary(retryAfter: .seconds(60), .notAuthorised) : .permanent(.notAuthorised)
    }
    let id = SharedID.of(change.marker)
    let words = ticket.description.isEmpty ? ticket.subject : ticket.description
    let author = ticket.requester.map { actor(ref: "", $0.name, role: "user") } ?? actor
    var first = comment(SharedID.hashed("descriptions", id), words, isPublic: agreement.takesPublic)
    first.set("author", to: author)
    var custom = JSONObject()
    for (key, value) in ticket.fields.sorted(by: { $0.key < $1.key }) { custom.append(key, .string(value)) }
    var body: JSONObject = [
      "uuid": .string(id), "subject": .string(ticket.subject), "requested_at": .string(SharedID.time(change.at)),
      "status": "open", "requester": author, "current_actor": actor, "comments": [.object(first)],
      "original_id": .string(String(ticket.number)),
    ]
    if !custom.members.isEmpty { body.append("custom_fields", .object(custom)) }
    let receipt = Receipt(ticket: ExternalReference(id: id, number: String(id.prefix(8))), status: "open")
    guard let answer = exchange.answers.first else {
      return try send(.post, ["tickets", id], .object(body), agreement)
    }
    // An earlier try has made it: what is said again changes nothing.
    if NetworkedHelpDeskVocabulary.isRepetition(answer), exchange.earlierTries > 0 {
      guard exchange.answers.count > 1 else { return try send(.put, ["tickets", id], .object(body), agreement) }
      try judge(exchange.answers[1])
      return .done(receipt)
    }
    try judge(answer)
    return .done(receipt)
  }

  private func set(
    _ status: OutwardStatus, of id: String, _ item: String, _ agreement: Agreement
  ) throws(DeliveryFailure) -> Step<Receipt> {
    let isUnsharing = status.status == NetworkedHelpDeskVocabulary.unshared
    if isUnsharing {
      guard let answer = exchange.answers.first else { return try send(.delete, ["tickets", id], nil, agreement) }
      // It is not there any more, which is what was wanted.
      if answer.status == 404 || answer.status == 410 { return .done(Receipt(status: status.status)) }
      guard answer.status == 405 else {
        try judge(answer)
        return .done(Receipt(status: status.status))
      }
    }
    let word = isUnsharing ? "solved" : status.status
    var body: JSONObject = [
      "status": .string(settings.dialect == .requestTracker ? NetworkedHelpDeskVocabulary.threeWords(word) : word)
    ]
    if let resolution = status.resolution, !resolution.text.isEmpty {
      body.append("comments", [.object(comment(item, resolution.text, isPublic: agreement.takesPublic))])
    }
    let omitted = isUnsharing ? [Omission.kind(.unsharing)] : []
    return try update(
      id, body, agreement, Receipt(status: status.status, omitted: omitted), at: isUnsharing ? 1 : 0)
  }

  /// They fetch it from the hub.
  private func attach(
    _ file: OutwardFile, to id: String, _ item: String, _ agreement: Agreement
  ) throws(DeliveryFailure) -> Step<Receipt> {
    guard let address = settings.home("/attachments/\(id)-\(item)") else {
      throw .permanent(.unsupported("fetching a file from a connection that does not know its own sharing address"))
    }
    var words = comment(item, file.name, isPublic: file.isPublic && agreement.takesPublic)
    words.append(
      "attachments",
      [
        [
          "url": .string(address), "filename": .string(file.name), "display_filename": .string(file.name),
          "content_type": .string(file.type),
        ]
      ])
    return try update(id, ["comments": [.object(words)]], agreement, Receipt(item: "\(item)/0"))
  }
}

/// What all of it has in common.
extension NetworkedHelpDeskOutbound {
  /// - Parameter place: of the answer to this request.
  private func update(
    _ id: String, _ said: JSONObject, _ agreement: Agreement, _ receipt: Receipt, at place: Int = 0
  ) throws(DeliveryFailure) -> Step<Receipt> {
    guard exchange.answers.indices.contains(place) else {
      var body: JSONObject = ["uuid": .string(id)]
      for member in said.members { body.append(member.key, member.value) }
      body.append("current_actor", actor)
      return try send(.put, ["tickets", id], .object(body), agreement)
    }
    try judge(exchange.answers[place])
    return .done(receipt)
  }

  private func send(
    _ method: EgressRequest.Method, _ path: [String], _ body: JSONValue?, _ agreement: Agreement
  ) throws(DeliveryFailure) -> Step<Receipt> {
    try settings.conversation(exchange, by: agreement).send(
      method, path, type: body == nil ? nil : settings.mediaType,
      body: body.map { .bytes(JSONWriter.bytes(of: $0)) } ?? .none)
  }

  /// - Throws: what an answer means that is no success. What a success says is nobody's concern, but a page is none.
  private func judge(_ answer: EgressAnswer) throws(DeliveryFailure) {
    if [403, 410, 422].contains(answer.status), change.status == NetworkedHelpDeskVocabulary.closed {
      throw .permanent(.closed)
    }
    if let failure = DeliveryFailure(answer, at: exchange.now) { throw failure }
    if answer.body.first(where: { !" \t\r\n".utf8.contains($0) }) == UInt8(ascii: "<") {
      throw .permanent(.unintelligible)
    }
  }

  private func comment(_ id: String, _ body: String, isPublic: Bool) -> JSONObject {
    [
      "uuid": .string(id), "author": actor, "body": .string(body), "authored_at": .string(SharedID.time(change.at)),
      "public": .bool(isPublic),
    ]
  }

  /// People appear as themselves.
  private var actor: JSONValue {
    let author = change.author
    let desk = author.desk.isEmpty ? settings.name : author.desk
    let name = author.name.isEmpty ? desk : "\(author.name) (\(desk))"
    return actor(ref: author.ref, name, role: author.kind == .requester ? "user" : "agent")
  }

  private func actor(ref: String, _ name: String, role: String) -> JSONValue {
    ["uuid": .string(SharedID.hashed("actors", "\(ref)/\(name)")), "name": .string(name), "role": .string(role)]
  }
}

/// What is said of agreements, one after the other: that theirs is accepted, and that they are invited to ours.
struct NetworkedHelpDeskAgreements {
  private let settings: NetworkedHelpDeskSettings
  private let exchange: Exchange

  init(_ settings: NetworkedHelpDeskSettings, _ exchange: Exchange) throws(DeliveryFailure) {
    self.settings = settings
    self.exchange = exchange
  }

  /// - Parameter cursor: what was said already: words behind one another, each the token of what it was said of.
  func settle(since cursor: String?) throws(DeliveryFailure) -> Step<Polled> {
    let waiting = waiting
    // What waits no more may wait anew some day, as after an end and another invitation.
    var said = (cursor ?? "").split(separator: " ").map { String($0) }.filter { mark in
      waiting.contains { $0.mark == mark }
    }
    for (place, word) in waiting.enumerated() {
      if said.contains(word.mark) { continue }
      if let answer = exchange.answers.first {
        if NetworkedHelpDeskVocabulary.isRepetition(answer) {
          // They know of it already, or will not have it: that is told by whether it is there.
          let desk = try settings.conversation(exchange, by: word.agreement)
          guard let there = desk.raw(1) else { return try desk.ask(.get, ["agreements", word.agreement.uuid]) }
          guard (200..<300).contains(there.status) || there.status == 405 else {
            if let ended = ended(word) { return ended }
            throw .permanent(.refused(status: answer.status))
          }
        } else if Self.isOver(answer), let ended = ended(word) {
          return ended
        } else if let failure = DeliveryFailure(answer, at: exchange.now) {
          throw failure
        }
        said.append(word.mark)
        let isLast = !waiting.dropFirst(place + 1).contains { !said.contains($0.mark) }
        return .done(Polled(reports: [], cursor: Self.cursor(said), isWhole: isLast))
      }
      return try settings.conversation(exchange, by: word.agreement).send(
        word.method, ["agreements", word.agreement.uuid], type: settings.mediaType,
        body: .bytes(JSONWriter.bytes(of: .object(word.body))))
    }
    return .done(Polled(reports: [], cursor: Self.cursor(said), isWhole: true))
  }

  /// Their invitation does not hold any more, so that it cannot be accepted: it is over here, too, until they invite again.
  private func ended(_ word: Word) -> Step<Polled>? {
    guard word.method == .put, let theirs = settings.theirs else { return nil }
    let over = theirs.changed(by: ["status": "inactive", "deactivated_by": "sender"])
    return .done(
      Polled(reports: [], cursor: "-", isWhole: true, learnt: [Agreement.theirs: over.text]))
  }

  private static func isOver(_ answer: EgressAnswer) -> Bool { [403, 404, 410].contains(answer.status) }

  private struct Word {
    let mark: String
    let method: EgressRequest.Method
    let agreement: Agreement
    let body: JSONObject
  }

  private var waiting: [Word] {
    var words: [Word] = []
    if let theirs = settings.theirs, theirs.status == "pending" {
      words.append(
        Word(
          mark: "accepted/\(theirs.uuid)", method: .put, agreement: theirs,
          body: theirs.saying(["status": "accepted", "current_actor": actor])))
    }
    if settings.invites, let ours = settings.ours, ours.status.isEmpty {
      words.append(
        Word(
          mark: "invited/\(ours.uuid)", method: .post, agreement: ours,
          body: ours.saying(["status": "pending", "current_actor": actor])))
    }
    return words
  }

  private var actor: JSONValue {
    [
      "uuid": .string(SharedID.hashed("actors", settings.name)), "name": .string(settings.name), "role": "agent",
    ]
  }

  private static func cursor(_ said: [String]) -> String { said.isEmpty ? "-" : said.suffix(10).joined(separator: " ") }

  /// Asks for an agreement, where there is one; not everybody answers that.
  func test() throws(DeliveryFailure) -> Step<TestResult> {
    guard let agreement = settings.theirs ?? (settings.ours?.status == "accepted" ? settings.ours : nil) else {
      return .done(TestResult(account: nil))
    }
    let desk = try settings.conversation(exchange, by: agreement)
    guard let answer = desk.raw(0) else { return try desk.ask(.get, ["agreements", agreement.uuid]) }
    if ![404, 405, 410].contains(answer.status), let failure = DeliveryFailure(answer, at: exchange.now) {
      throw failure
    }
    return .done(TestResult(account: agreement.name.isEmpty ? nil : agreement.name))
  }
}
