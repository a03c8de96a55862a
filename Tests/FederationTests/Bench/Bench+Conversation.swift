import Federation
import Foundation
import Testing
import Ticketing

extension Bench {
  var requester: Author { Author(kind: .requester, name: "Rita Requester", desk: Who.acme.name) }

  /// Writes a comment on a ticket and gives it back as the desk keeps it.
  @discardableResult
  mutating func comment(
    _ spot: Spot, _ body: String, _ audience: Audience, by author: Author? = nil, asksToCancel: Bool = false
  ) throws(HandoffRefusal) -> Ticketing.Comment {
    var fresh = moment()
    let author = author ?? self.author(spot.who)
    let comment = Comment(
      id: fresh.newID(), ticket: self[spot].ticket.id, event: fresh.newID(), body: body, format: .markdown,
      audience: audience, author: author, origin: author.kind == .requester ? .mail : .here, createdAt: fresh.now)
    try act(spot) { (chained, moment) throws(HandoffRefusal) in
      chained.add(comment, asksToCancel: asksToCancel, .here(author), &moment)
    }
    return comment
  }
}

extension Bench {
  /// Puts a file on a ticket and gives it back as the desk keeps it.
  @discardableResult
  mutating func file(_ spot: Spot, _ name: String, _ audience: Audience, comment: EventID? = nil)
    -> Ticketing.Attachment
  {
    var moment = moment()
    let author = author(spot.who)
    let hash = ContentHash(hex: String(repeating: "ab", count: 32))
    guard let hash else { preconditionFailure("64 hexadecimal digits are a hash") }
    let file = Ticketing.Attachment(
      id: moment.newID(), ticket: self[spot].ticket.id, comment: nil, event: moment.newID(), name: name,
      mediaType: "application/pdf", bytes: 1_024, hash: hash, audience: audience, author: author, origin: .here,
      createdAt: moment.now)
    var chained = load(spot)
    chained.attach(file, comment: comment, .here(author), &moment)
    keep(chained, at: spot)
    return file
  }

  mutating func edit(_ spot: Spot, _ id: CommentID, to body: String) throws {
    var comment = try #require(self[spot].comments.first { $0.id == id })
    try comment.edit(body: body, at: now)
    var moment = moment()
    var chained = load(spot)
    chained.edit(comment, wentTo: self[spot].wentTo[comment.event] ?? [], .here(author(spot.who)), &moment)
    keep(chained, at: spot)
  }

  mutating func retract(_ spot: Spot, _ id: CommentID) throws {
    var comment = try #require(self[spot].comments.first { $0.id == id })
    comment.retract(at: now)
    var moment = moment()
    var chained = load(spot)
    chained.retract(comment, wentTo: self[spot].wentTo[comment.event] ?? [], .here(author(spot.who)), &moment)
    keep(chained, at: spot)
  }

  /// The bodies that a desk's last ticket shows.
  func bodies(_ who: Who) throws -> [String] { try record(who).comments.map(\.body) }
}
