import Foundation
import Mutants
package import Ticketing

extension ChainedTicket {
  /// Offers the ticket to a partner. The baton stays here until the partner accepts.
  package mutating func offer(
    over partnership: Partnership, as id: HandoffID, _ terms: OfferTerms, by author: Author, _ moment: inout Moment
  ) throws(HandoffRefusal) {
    try mayOffer(over: partnership)
    let tags = try tags(towards: partnership, &moment)
    let provenance = Provenance.here(author)
    let leg = leg(offering: terms, over: partnership, as: id, tags, at: moment.now)
    legs.append(leg)
    let message = Message.offer(offer(terms, over: leg))
    let told = outward(of: leg).hops(hopsAbove)
    update(id) { $0.toldChain = told }
    ticket.touch(at: moment.now)
    record(
      .offered, provenance, handoff: id,
      EventFacts(text: terms.message, until: terms.respondBy, partner: partnership.partnerName), &moment)
    send(message, over: id, provenance, &moment)
    conclude(provenance, &moment)
  }

  /// What a partner would be shown under these rules, whether or not the ticket may be offered now; nothing changes.
  package func preview(
    _ terms: OfferTerms, over partnership: Partnership, under rules: SharingRules, _ moment: inout Moment
  ) -> Offer {
    var proposed = partnership
    proposed.sharing = rules
    let tags = ChainTags(startingAt: desk.federationID, moment: &moment)
    return offer(terms, over: leg(offering: terms, over: proposed, as: moment.newID(), tags, at: moment.now))
  }

  private func leg(
    offering terms: OfferTerms, over partnership: Partnership, as id: HandoffID, _ tags: ChainTags, at now: Date
  ) -> Leg {
    let handoff = Handoff(
      id: id, partnership: partnership.id, ticket: ticket.id, side: .delegator, state: .offered, turn: Turn(number: 1),
      lane: Lane(), chain: tags, follows: terms.follows, offeredAt: now, since: now, message: terms.message,
      requires: partnership.settings.requires, partnerNumber: nil, respondBy: terms.respondBy,
      resolveBy: terms.resolveBy, eta: nil, completion: nil, reason: nil, confirmAt: nil, isOverdue: false,
      partnerStatus: nil, toldStatus: nil, beyond: [], toldChain: [], replySeq: 0)
    return Leg(handoff: handoff, partnership: partnership)
  }

  private func mayOffer(over partnership: Partnership) throws(HandoffRefusal) {
    do throws(FamilyRefusal) { try requireNotMerged() } catch { throw .tied(error) }
    guard partnership.state == .active || Mutant.offeredWhileSuspended.isOn else {
      throw .partnershipNotActive(partnership.state)
    }
    guard partnership.partner?.receives ?? true else {
      throw .partnerTakesNoOffers(partner: partnership.partnerName)
    }
    guard isHolder || Mutant.offeredWithoutBaton.isOn else { throw .notHolder(holder: holder) }
    if let lower, !Mutant.offeredTwice.isOn {
      throw .alreadyHandedOver(partner: lower.partnership.partnerName, state: lower.handoff.state)
    }
    guard !ticket.status.category.isEnded else { throw .ticketEnded(status: ticket.status.name) }
  }

  private func tags(towards partnership: Partnership, _ moment: inout Moment) throws(HandoffRefusal) -> ChainTags {
    let partner = partnership.partner?.federationID
    if let upper, upper.partnership.partner?.federationID == partner {
      throw .neighbourInChain(partner: partnership.partnerName)
    }
    guard let upper else { return ChainTags(startingAt: desk.federationID, moment: &moment) }
    if let partner, !Mutant.chainIsNotChecked.isOn, upper.handoff.chain.contains(partner) {
      throw .cannotBeHanded(partner: partnership.partnerName)
    }
    guard let tags = upper.handoff.chain.joined(by: desk.federationID, moment: &moment) else { throw .chainTooLong }
    return tags
  }

  /// What the partner would be shown: also the page's preview before anything leaves.
  package func offer(_ terms: OfferTerms, over leg: Leg) -> Offer {
    let outward = outward(of: leg)
    return Offer(
      number: ticket.number, subject: outward.text(ticket.subject), description: outward.text(ticket.description),
      type: ticket.type, priority: ticket.priority, message: leg.handoff.message.map(outward.text),
      respondBy: leg.handoff.respondBy, resolveBy: leg.handoff.resolveBy,
      requester: terms.requesterName.flatMap { outward.requester(name: $0, phone: terms.requesterPhone) },
      site: outward.site(ticket.site), fields: outward.fields(ticket.fields),
      comments: terms.comments.filter { outward.lets($0.audience) && !$0.comment.isRetracted }.map {
        CommentCopy($0, under: outward)
      },
      files: !outward.rules.attachments
        ? []
        : terms.files.filter { outward.lets($0.file.audience) }.map {
          AttachmentCopy($0.file, comment: $0.comment, under: outward)
        }, requires: leg.handoff.requires, chain: leg.handoff.chain, follows: leg.handoff.follows,
      above: outward.hops(hopsAbove))
  }

  /// What the partner's offer becomes at this desk: a ticket of its own, to look at before accepting.
  ///
  /// Over a partnership that this desk has ended meanwhile the offer is settled at once, so that it leaves no orphan.
  ///
  /// - Parameter envelope: whose message is `offer`.
  package init(
    receiving offer: Offer, in envelope: Envelope, handoff id: HandoffID, over partnership: Partnership, desk: Desk,
    ticket ticketID: TicketID, number: Int, requester: RequesterID?, _ moment: inout Moment
  ) {
    let mapping = partnership.mapping ?? .standard(desk.statuses)
    let draft = TicketDraft(
      subject: offer.subject, description: offer.description, type: offer.type, priority: offer.priority,
      requester: requester, fields: mapping.fields(offer.fields, known: desk.fieldKeys), site: offer.site)
    let ticket = Ticket(
      opening: draft, id: ticketID, number: number, origin: .partner, statuses: desk.statuses, at: moment.now)
    var lane = Lane()
    lane.pass(epoch: envelope.epoch, seq: envelope.seq)
    let handoff = Handoff(
      id: id, partnership: partnership.id, ticket: ticketID, side: .delegate, state: .offered, turn: envelope.turn,
      lane: lane, chain: offer.chain, follows: offer.follows, offeredAt: envelope.at, since: moment.now,
      message: offer.message, requires: offer.requires, partnerNumber: offer.number, respondBy: offer.respondBy,
      resolveBy: offer.resolveBy, eta: nil, completion: nil, reason: nil, confirmAt: nil, isOverdue: false,
      partnerStatus: nil, toldStatus: nil, beyond: offer.above, toldChain: [], replySeq: 0)
    self.init(desk: desk, ticket: ticket, legs: [Leg(handoff: handoff, partnership: partnership)])
    let provenance = Provenance.arrived(envelope, by: id)
    record(
      .offered, provenance, handoff: id, event: envelope.event,
      EventFacts(text: offer.message, until: offer.respondBy, partner: partnership.partnerName), &moment)
    for copy in offer.comments { keep(copy, by: id, provenance, &moment) }
    for copy in offer.files { keep(copy, comment: comment(of: copy), by: id, provenance, &moment) }
    if partnership.isEnded { end(id, keepsCopy: false, by: desk.system, &moment) }
  }

  private func comment(of copy: AttachmentCopy) -> CommentID? {
    copy.comment.flatMap { event in effects.comments.first { $0.event == event }?.id }
  }
}
