package import Federation
package import Foundation
package import Storage
package import Ticketing

/// Hands a ticket over: the partner sees it, and answers.
package struct OfferHandoff: Action {
  package let ticket: TicketID
  package let partnership: PartnershipID
  package let message: String?
  package let respondBy: Date?
  package let resolveBy: Date?
  /// The files that go along, internal ones included; nil takes those that partners may see.
  package let files: [AttachmentID]?

  package init(
    _ ticket: TicketID, to partnership: PartnershipID, message: String? = nil, respondBy: Date? = nil,
    resolveBy: Date? = nil, files: [AttachmentID]? = nil
  ) {
    self.ticket = ticket
    self.partnership = partnership
    self.message = message
    self.respondBy = respondBy
    self.resolveBy = resolveBy
    self.files = files
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Handoff {
    let (locked, id) = try make(by: actor, in: tx, &moment)
    try tx.save(locked, &moment)
    return try tx.existingHandoff(id)
  }

  /// The ticket as it would be once offered; nothing is saved yet.
  func make(
    by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment
  ) throws -> (LockedTicket, HandoffID) {
    try actor.require(.agent)
    try Deadline.check([("/respond_by", respondBy), ("/resolve_by", resolveBy)], moment.now)
    var locked = try tx.existing(ticket)
    guard let partnership = try tx.partnership(partnership) else {
      throw InvalidInput("/partnership", "is none of this desk's partnerships", .unknown)
    }
    let id: HandoffID = moment.newID()
    let terms = try terms(for: locked.chained, over: partnership, tx)
    try locked.chained.offer(
      over: partnership, as: id, terms, by: actor.author(at: locked.chained.desk.name), &moment)
    return (locked, id)
  }

  /// What goes along with the ticket.
  func terms(
    for chained: ChainedTicket, over partnership: Partnership, _ tx: any DeskReader
  ) throws -> OfferTerms {
    let requester = try chained.ticket.requester.flatMap { try tx.requester($0) }
    let earlier = chained.legs.last { $0.partnership.id == partnership.id && $0.handoff.side == .delegator }
    let comments = try tx.allComments(on: ticket)
    return OfferTerms(
      message: message, respondBy: respondBy, resolveBy: resolveBy, requesterName: requester?.name,
      requesterPhone: requester?.phone,
      follows: earlier.flatMap { $0.handoff.state == .confirmed ? $0.handoff.id : nil },
      comments: comments.compactMap(\.shared), files: try chosenFiles(tx, among: comments))
  }

  private func chosenFiles(_ tx: any DeskReader, among comments: [Comment]) throws -> [OfferedFile] {
    let present = try tx.attachments(on: ticket)
    let chosen: [Attachment]
    if let files {
      chosen = try files.enumerated().map { index, id in
        guard let file = present.first(where: { $0.id == id }) else {
          throw InvalidInput("/attachments/\(index)", "is no file on this ticket", .unknown)
        }
        return file.audience == .internal ? file.widened(to: .partner) : file
      }
    } else {
      chosen = present
    }
    return chosen.compactMap { file in
      file.shared.map { shared in
        OfferedFile(
          file: shared,
          comment: file.comment.flatMap { id in comments.first { $0.id == id && $0.shared != nil }?.event })
      }
    }
  }
}

enum Deadline {
  /// - Throws: `InvalidInput` naming each that has passed.
  static func check(_ deadlines: [(String, Date?)], _ now: Date) throws {
    let problems = deadlines.filter { $0.1.map { $0 <= now } ?? false }.map {
      InvalidInput.Problem(pointer: $0.0, detail: "has passed already", rule: .passed)
    }
    guard problems.isEmpty else { throw InvalidInput(problems) }
  }
}

extension DeskReader {
  /// Every comment, the oldest first.
  func allComments(on ticket: TicketID) throws -> [Comment] {
    var all: [Comment] = []
    var page = PageRequest(limit: 200)
    while true {
      let next = try comments(on: ticket, page)
      all += next.items
      guard let position = next.next else { return all }
      page = PageRequest(limit: 200, after: position)
    }
  }
}
