import DeskActions
import Federation
import Foundation
import Storage
import Ticketing

/// One ticket three times: as this desk has it, as the partner would see it now, and as it would after a change. What the
/// partner sees is the very offer that would leave.
struct SharingPreview {
  struct Row {
    let about: String
    let here: String
    let now: Cell
    let next: Cell
    let isChanged: Bool
  }

  struct Cell {
    /// Nil for what the partner does not get.
    let shown: String?
  }

  let number: Int
  let subject: String
  let rows: [Row]

  /// The newest comments and files that are compared.
  private static let most = 40
  private static let excerpt = 160

  init(
    _ ticket: Ticket, over partnership: Partnership, _ changes: SharingChanges, _ fields: SharedFields,
    _ tx: any DeskReader, _ moment: Moment, _ catalogue: Catalogue
  ) throws {
    let offers = try PreviewSharing(partnership.id, on: ticket.id, changes)(in: tx, moment)
    var rows: [Row] = []
    func add(_ about: String, _ here: String?, _ seen: (Offer) -> String?) {
      guard let here, !here.isEmpty else { return }
      let (now, next) = (seen(offers.inForce), seen(offers.proposed))
      rows.append(
        Row(about: about, here: here, now: Cell(shown: now), next: Cell(shown: next), isChanged: now != next))
    }
    add(catalogue["tickets.subject"], ticket.subject) { $0.subject }
    add(catalogue["sharing.description"], Self.short(ticket.description)) { Self.short($0.description) }
    let requester = try ticket.requester.flatMap { try tx.requester($0) }
    add(catalogue["tickets.requester"], requester.map { Self.joined([$0.name, $0.email?.text, $0.phone]) }) {
      $0.requester.map { Self.joined([$0.name, $0.phone]) }
    }
    add(catalogue["sharing.site"], ticket.site.map(Self.words)) { $0.site.map(Self.words) }
    for field in fields.all {
      add(field.name, ticket.fields[field.key]?.text) { $0.fields[field.key]?.text }
    }
    for comment in try tx.latestComments(on: ticket.id, Self.most) where !comment.isRetracted {
      let heading = catalogue["comment.\(comment.audience.rawValue)"]
      add(heading, "\(comment.author.name): \(Self.short(comment.body))") { offer in
        offer.comments.first { $0.event == comment.event }.map { copy in
          let audience = catalogue["comment.\(copy.audience.rawValue)"]
          return "\(Self.person(copy.author, catalogue)): \(Self.short(copy.body)) (\(audience))"
        }
      }
    }
    for file in try tx.attachments(on: ticket.id).suffix(Self.most) {
      add(catalogue["sharing.file"], file.name) { offer in offer.files.first { $0.event == file.event }?.name }
    }
    let above = try tx.chained(ticket, at: try tx.existingDesk()).handoffIn?.partnership.partnerName
    add(catalogue["sharing.above"], above) { offer in
      offer.above.isEmpty ? nil : offer.above.map(\.desk).joined(separator: " → ")
    }
    (number, subject, self.rows) = (ticket.number, ticket.subject, rows)
  }

  private static func person(_ author: WireAuthor, _ catalogue: Catalogue) -> String {
    let name = author.name.isEmpty ? catalogue["sharing.person_\(author.kind.rawValue)"] : author.name
    return "\(name), \(author.desk)"
  }

  private static func short(_ text: String) -> String {
    text.count <= excerpt ? text : "\(text.prefix(excerpt))…"
  }

  private static func joined(_ parts: [String?]) -> String { parts.compactMap { $0 }.joined(separator: ", ") }

  private static func words(_ site: Site) -> String {
    joined([site.address, site.access, site.contact, site.phone, site.device, site.serialNumber])
  }
}

extension DeskReader {
  /// The last comments of a ticket, the oldest of them first.
  fileprivate func latestComments(on ticket: TicketID, _ most: Int) throws -> [Comment] {
    var latest: [Comment] = []
    var page = PageRequest(limit: 200)
    while true {
      let found = try comments(on: ticket, page)
      latest = (latest + found.items).suffix(most)
      guard let next = found.next else { return latest }
      page = PageRequest(limit: 200, after: next)
    }
  }
}
