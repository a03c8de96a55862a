import Federation
import Ticketing

/// Who is in a chain, as the world saw it come about.
extension World {
  /// An offer bears the tags of the desks that the ticket came by, and of no other.
  func checkChain(_ offer: Offer, _ handoff: Handoff, at desk: Int, _ news: DeskNews) throws {
    chronicle.check(.loop)
    let above = news.handoffs.first { $0.ticket == handoff.ticket && $0.side == .delegate && $0.state.isOpen }
    let chain = (above.flatMap { chains[$0.id] } ?? []) + [desk]
    chains[handoff.id] = chain
    for site in desks {
      let isTagged = offer.chain.contains(site.federationID)
      guard isTagged == chain.contains(site.index) else {
        throw Breach(
          .loop,
          "\(name(desk)) hands a ticket on that came by \(chain), and \(name(site.index)) has \(isTagged ? "a" : "no") tag"
        )
      }
    }
  }
}
