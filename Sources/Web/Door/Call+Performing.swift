package import DeskActions
import FormData
import Foundation
import HTTPTypes
package import Storage
package import Ticketing

extension Call {
  /// Performs an action and renders its outcome, in one transaction with the idempotency key.
  ///
  /// - Parameter hash: what is compared where a key is used again; the body's hash where it is left out.
  package func write<Performed: Action>(
    _ action: Performed, hash: [UInt8]? = nil,
    _ view: @escaping @Sendable (Performed.Outcome, any DeskReader) throws -> Answer
  ) async throws -> Answer {
    try await write(hash: hash) { actor, tx, moment in
      try view(try action.perform(by: actor, in: tx, &moment), tx)
    }
  }

  /// Renders the answer to what was done in transactions of its own, and keeps it with the idempotency key.
  package func conclude(_ view: @escaping @Sendable (any DeskReader) throws -> Answer) async throws -> Answer {
    try await write(hash: nil) { _, tx, _ in try view(tx) }
  }

  private func write(
    hash: [UInt8]?, _ work: @escaping @Sendable (Actor, any DeskTransaction, inout Moment) throws -> Answer
  ) async throws -> Answer {
    let actor = try actor
    let key = try idempotencyKey(of: actor)
    let hash = hash ?? bodyHash
    let moment = moment
    return try await hub.storage.write(in: actor.tenant) { tx in
      if let key, let kept = try tx.keptAnswer(to: key) {
        guard kept.requestHash == hash else { throw Problem.keyUsedOtherwise }
        return Answer(kept).with(.idempotencyReplayed, "true")
      }
      var moment = moment
      let answer = try work(actor, tx, &moment)
      if let key, let kept = answer.kept(for: hash, at: moment.now) { try tx.keep(kept, to: key) }
      return answer
    }
  }

  /// Does work that names comments; where they are not found, who named them is written down.
  package func noting(
    _ comments: [CommentID], on ticket: TicketID, _ work: () async throws -> Answer
  ) async throws -> Answer {
    do {
      return try await work()
    } catch let refusal as NotFound {
      try await hub.storage.perform(NoteForeignReference(on: ticket, comments: comments), by: try actor, moment)
      throw refusal
    }
  }

  /// Reads and renders one consistent state.
  package func read(_ view: @escaping @Sendable (any DeskReader) throws -> Answer) async throws -> Answer {
    try await hub.storage.read(in: try actor.tenant, view)
  }

  /// The same for the beginning of a list, which many look at: read once after each change of the desk. What is searched for,
  /// or further on, is everybody's own.
  ///
  /// - Parameters:
  ///   - isPersonal: whether the answer depends on who asks, and not only on their desk.
  ///   - view: must not depend on the time.
  package func readList(
    isPersonal: Bool, _ view: @escaping @Sendable (any DeskReader) throws -> Answer
  ) async throws -> Answer {
    guard text("q") == nil, text("cursor") == nil else { return try await read(view) }
    let actor = try actor
    let question = RememberedAnswers.Question(
      tenant: actor.tenant, route: place, query: query, agent: isPersonal ? actor.agent : nil)
    return try await hub.remembered.answer(to: question) {
      hub.storage.version(of: actor.tenant)
    } look: {
      try await read(view)
    }
  }

  /// The first answer to this very request, where it was answered before: for work that is done ahead of the transaction.
  package func earlierAnswer(hash: [UInt8]) async throws -> Answer? {
    let actor = try actor
    guard let key = try idempotencyKey(of: actor) else { return nil }
    let kept = try await hub.storage.read(in: actor.tenant) { try $0.keptAnswer(to: key) }
    guard let kept else { return nil }
    guard kept.requestHash == hash else { throw Problem.keyUsedOtherwise }
    return Answer(kept).with(.idempotencyReplayed, "true")
  }

  func idempotencyKey(of actor: Actor) throws -> IdempotencyKey? {
    if case .form(let form, let hash) = payload { return pageKey(of: actor, form, hash) }
    guard place.hasPrefix("POST "), let text = headers[.idempotencyKey] else { return nil }
    let bytes = text.utf8
    guard (1...255).contains(bytes.count), bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw Problem.malformed("The Idempotency-Key is 1 to 255 visible ASCII characters.")
    }
    return IdempotencyKey(agent: actor.agent, route: place, key: text)
  }

  /// A form that is sent twice, by an impatient finger or by reloading, counts once. One that was sent, taken back to and
  /// sent with other words counts again.
  private func pageKey(of actor: Actor, _ form: FormFields, _ hash: [UInt8]) -> IdempotencyKey? {
    guard let once = form["_once"], (1...64).contains(once.utf8.count) else { return nil }
    return IdempotencyKey(agent: actor.agent, route: place, key: "\(once) \(Data(hash).base64EncodedString())")
  }
}

extension Problem {
  fileprivate static let keyUsedOtherwise = Problem(
    422, "Idempotency-Key used before", "The same key came with another body; take a new key.",
    errors: [("Idempotency-Key", "was used with another body")])
}

extension Answer {
  /// The answer as it is kept for a repetition; nil where it is not to be kept.
  fileprivate func kept(for hash: [UInt8], at now: Date) -> KeptAnswer? {
    guard (200..<300).contains(status) || status == 303, let bytes = body.written else { return nil }
    var kept: [String: String] = [:]
    for field in headers { kept[field.name.canonicalName] = field.value }
    return KeptAnswer(requestHash: hash, status: status, headers: kept, body: bytes, at: now)
  }
}
