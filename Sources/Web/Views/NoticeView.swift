import Foundation
package import Storage
package import StrictJSON
import Ticketing

package enum NoticeView {
  static let schema = Schema.object([
    "id": .id, "kind": .choice(of: NoticeKind.self),
    "ticket": .object(["id": .id, "number": .integer, "subject": .text]), "actor": .named("Author"),
    "handoff": .id.orNull, "comment": .id.orNull, "at": .time, "read_at": .time.orNull,
  ])

  /// - Parameter tickets: where the notice's ticket is looked up.
  package static func json(_ notice: Notice, _ tickets: any TicketReading) throws -> JSONValue {
    guard let ticket = try tickets.ticket(notice.ticket) else {
      throw StorageError.corrupt("notice \(notice.id) is about a ticket that is not there")
    }
    return [
      "id": JSONValue(notice.id), "kind": JSONValue(notice.kind.rawValue),
      "ticket": [
        "id": JSONValue(ticket.id), "number": JSONValue(ticket.number), "subject": JSONValue(ticket.subject),
      ],
      "actor": AuthorView.json(notice.actor), "handoff": JSONValue(notice.handoff),
      "comment": JSONValue(notice.comment), "at": JSONValue(notice.at), "read_at": JSONValue(notice.readAt),
    ]
  }
}
