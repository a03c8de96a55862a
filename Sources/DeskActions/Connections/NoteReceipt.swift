package import ConnectorKit
package import Federation
import Foundation
package import Storage
import StrictJSON
package import Ticketing

/// Keeps what an external desk said of what it took: by it our own ticket and words are known when they come back.
package struct NoteReceipt: Sendable {
  package let message: OutsideMessage
  package let ticket: TicketID
  /// The status that was set there, if it was.
  package let status: String?
  package let receipt: Receipt

  package init(_ message: OutsideMessage, of ticket: TicketID, status: String?, _ receipt: Receipt) {
    self.message = message
    self.ticket = ticket
    self.status = status
    self.receipt = receipt
  }

  package func perform(in tx: any DeskTransaction, _ moment: inout Moment) throws {
    guard var locked = try tx.lock(ticket) else { throw NotFound() }
    var outside = try tx.outsideTicket(ticket) ?? OutsideTicket(ticket: ticket)
    if let reference = receipt.ticket { outside.reference = reference }
    if let status = status ?? receipt.status {
      if case .status = message.content {
        outside.noteWritten(status, at: moment.now)
      } else {
        outside.status = status
      }
    }
    switch message.content {
    case .open:
      // It is there: the external desk has taken it, unless somebody there says otherwise. Where it does not say yet what it
      // calls it, nobody knows that it is.
      if outside.reference != nil, let offered = locked.chained.handoffIn?.handoff, offered.state == .offered {
        do throws(HandoffRefusal) {
          try locked.chained.accept(offered.id, by: locked.chained.desk.system, &moment)
        } catch {}
      }
    case .comment: try note(.comment, in: tx)
    case .file: try note(.file, in: tx)
    case .edit, .retract, .status, .priority, .fetch: break
    }
    try tx.save(locked, &moment)
    outside.told = try tx.outsideTicket(ticket)?.told ?? outside.told
    try tx.put(outside)
  }

  private func note(_ kind: OutsideItem.Kind, in tx: any DeskTransaction) throws {
    guard let item = receipt.item else { return }
    try tx.put(OutsideItem(kind: kind, external: item, ticket: ticket, event: message.event))
  }
}

/// Puts a file that was fetched from an external desk on its ticket; its bytes are kept already.
package struct KeepFetchedFile: Sendable {
  package let message: OutsideMessage
  package let ticket: TicketID
  package let file: ReportedFile
  package let bytes: Int
  package let hash: ContentHash

  package init(_ message: OutsideMessage, of ticket: TicketID, _ file: ReportedFile, bytes: Int, hash: ContentHash) {
    self.message = message
    self.ticket = ticket
    self.file = file
    self.bytes = bytes
    self.hash = hash
  }

  package func perform(in tx: any DeskTransaction, _ moment: inout Moment) throws {
    guard let standIn = try tx.standIn(), var locked = try tx.lock(ticket) else { throw NotFound() }
    // Brought twice, it is there already.
    guard try !tx.attachments(on: ticket).contains(where: { $0.event == message.event }) else { return }
    let mapping = try ConnectionMapping(jsonBytes: standIn.mapping)
    guard let audience = mapping.hears.heard(isPublic: file.isPublic) else { return }
    let author = message.author.author
    let comment = try file.comment.flatMap { try tx.outsideItem(.comment, external: $0)?.event }
    let attachment = Attachment(
      id: moment.newID(), ticket: ticket,
      comment: try comment.flatMap { try tx.comment(event: $0, on: ticket)?.id }, event: message.event,
      name: Fitting.line(file.name, Limits.fileNameBytes), mediaType: file.type ?? "application/octet-stream",
      bytes: bytes, hash: hash, audience: audience.audience, author: author, origin: .connection,
      createdAt: moment.now)
    locked.chained.attach(attachment, comment: comment, .here(author, origin: .connection), &moment)
    try tx.save(locked, &moment)
  }
}
