import Federation
import Foundation
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
