import ConnectorKit
import Foundation
import StrictJSON
import Ticketing

extension PaperConnector {
  func carry(_ change: Change, _ exchange: Exchange) -> Step<Receipt> {
    .attempting { () throws(DeliveryFailure) in
      let desk = try desk(exchange)
      if flaw == .neverEnds { return try desk.ask(.get, ["me"]) }
      let mark: JSONValue = .string(change.marker)
      switch change.content {
      case .open(let ticket):
        let body: JSONObject = [
          "subject": .string(ticket.subject), "text": .string(ticket.description), "mark": mark,
          "priority": .string(ticket.priority ?? "2"),
        ]
        return try write(desk, ["tickets"], body, mark: change.marker) { answer throws(DeliveryFailure) in
          guard let id = answer["id"]?.string, !id.isEmpty else {
            if flaw == .takesPagesForSuccess { return Receipt(ticket: ExternalReference(id: "1")) }
            throw .permanent(.unintelligible)
          }
          return Receipt(ticket: ExternalReference(id: id), status: "open")
        }
      case .comment(let comment):
        let isPublic = flaw == .mixesAudiences ? true : comment.isPublic
        let text = flaw == .writesWithoutAuthor ? comment.body : comment.signedBody
        let body: JSONObject = ["text": .string(text), "public": .bool(isPublic), "mark": mark]
        return try write(desk, ["tickets", change.ticket?.id ?? "", "comments"], body, mark: change.marker) { answer in
          Receipt(item: flaw == .namesNoItem ? nil : answer["id"]?.string)
        }
      case .file(let file):
        return try attach(file, change, desk)
      case .status(let status):
        var body: JSONObject = ["status": .string(status.status)]
        for (key, value) in status.fields.sorted(by: { $0.key < $1.key }) { body.set(key, to: .string(value)) }
        return try put(desk, change, body)
      case .priority(let priority):
        if flaw == .promisesTooMuch { throw .permanent(.unsupported("priorities")) }
        return try put(desk, change, ["priority": .string(priority)])
      case .edit, .retract: throw .permanent(.unsupported("changing what was said"))
      }
    }
  }

  /// Looks first whether an earlier try did it.
  private func write(
    _ desk: JSONConversation, _ path: [String], _ body: JSONObject, mark: String,
    _ receipt: (JSONValue) throws(DeliveryFailure) -> Receipt
  ) throws(DeliveryFailure) -> Step<Receipt> {
    var place = 0
    if desk.exchange.earlierTries > 0, flaw != .forgetsEarlierTries {
      guard let found = try desk.answer(0) else { return try desk.ask(.get, path, query: [("mark", mark)]) }
      if let same = found["items"]?.array?.first { return .done(try receipt(same)) }
      place = 1
    }
    guard let answer = try judged(desk, place) else {
      let query = flaw == .putsItsSecretIntoAddresses ? [(name: "token", value: token.text)] : []
      return try desk.ask(.post, path, query: query, body: body)
    }
    return .done(try receipt(answer))
  }

  private func attach(
    _ file: OutwardFile, _ change: Change, _ desk: JSONConversation
  ) throws(DeliveryFailure) -> Step<Receipt> {
    let path = ["tickets", change.ticket?.id ?? "", "files"]
    var place = 0
    if desk.exchange.earlierTries > 0, flaw != .forgetsEarlierTries {
      guard let found = try desk.answer(0) else { return try desk.ask(.get, path, query: [("mark", change.marker)]) }
      if let same = found["items"]?.array?.first { return .done(Receipt(item: same["id"]?.string)) }
      place = 1
    }
    guard let answer = try judged(desk, place) else {
      return try desk.send(
        .post, path, query: [("name", file.name), ("mark", change.marker)], type: file.type, body: .file(file.content))
    }
    return .done(Receipt(item: answer["id"]?.string))
  }

  private func put(_ desk: JSONConversation, _ change: Change, _ body: JSONObject) throws(DeliveryFailure) -> Step<
    Receipt
  > {
    guard let answer = try judged(desk, 0) else {
      return try desk.ask(.put, ["tickets", change.ticket?.id ?? ""], body: body)
    }
    return .done(Receipt(status: answer["status"]?.string))
  }

  private func judged(_ desk: JSONConversation, _ place: Int) throws(DeliveryFailure) -> JSONValue? {
    guard let answer = desk.raw(place) else { return nil }
    switch (answer.status, flaw) {
    case (423, .takesClosedForBusy): throw .temporary(retryAfter: nil, .unavailable)
    case (423, _): throw .permanent(.closed)
    case (428, .namesNoField): throw .permanent(.refused(status: 428))
    case (428, _): throw .permanent(.lacking(fields: ["reason"]))
    case (422, .triesForEver), (400, .triesForEver): throw .temporary(retryAfter: nil, .unavailable)
    case (429, .doesNotWait): throw .temporary(retryAfter: nil, .rateLimited)
    case (409, .givesUpOnConflicts): throw .permanent(.conflict)
    case (413, .takesLargeForBroken): throw .permanent(.unintelligible)
    case (500..., .givesUpOnTrouble): throw .permanent(.unavailable)
    case (200, .takesPagesForSuccess): return (try? JSONReader.read(answer.body)) ?? .null
    case _: return try desk.answer(place)
    }
  }
}
