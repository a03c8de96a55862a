package import ConnectorKit
import Federation
import Foundation
package import Storage
import StrictJSON
import Ticketing

/// Shows a ticket to the external desk that shares it: what it has said, and what it was told.
package struct ShowOutside: Sendable {
  private let external: String

  /// So many of the last comments are shown.
  private static let mostWords = 200

  package init(external: String) { self.external = external }

  /// - Parameter tx: of the desk that stands in for the external one.
  /// - Throws: `NotFound` where no such ticket is shared.
  package func callAsFunction(in tx: any DeskReader) throws -> ShownTicket {
    guard let standIn = try tx.standIn(), let outside = try tx.outsideTicket(external: external),
      let reference = outside.reference, let ticket = try tx.ticket(outside.ticket)
    else { throw NotFound() }
    let mapping = try ConnectionMapping(jsonBytes: standIn.mapping)
    let words = try tx.comments(on: ticket.id, before: nil, limit: Self.mostWords).items
      .sorted { $0.createdAt < $1.createdAt }.compactMap { try shown($0, mapping, tx) }
    return ShownTicket(
      reference: reference, number: ticket.number, subject: ticket.subject, description: ticket.description,
      status: outside.status ?? mapping.native(of: ticket.status.name, ticket.status.category),
      requester: try ticket.requester.flatMap { try tx.requester($0)?.name }, openedAt: ticket.createdAt, words: words)
  }

  private func shown(
    _ comment: Comment, _ mapping: ConnectionMapping, _ tx: any DeskReader
  ) throws -> ShownTicket.Words? {
    guard let audience = comment.audience.shared, !comment.isRetracted else { return nil }
    let item = try tx.outsideItem(of: comment.event)
    let isTheirs = comment.origin == .connection
    let told = mapping.tells.told(audience)
    guard isTheirs || told != .nothing else { return nil }
    return ShownTicket.Words(
      external: isTheirs ? item?.external : nil, event: comment.event, body: comment.body,
      isPublic: isTheirs ? audience == .public : told == .public, author: comment.author, at: comment.createdAt)
  }
}
