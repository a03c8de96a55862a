package import Federation
package import Storage
package import Ticketing

/// Shows what a partner would be told by an offer: the very message that would leave, made and not kept.
package struct PreviewHandoff: Action {
  package let offer: OfferHandoff

  package init(_ offer: OfferHandoff) { self.offer = offer }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Offer {
    let (locked, _) = try offer.make(by: actor, in: tx, &moment)
    for envelope in locked.chained.effects.envelopes {
      if case .offer(let message) = envelope.message { return message }
    }
    throw NotFound()
  }
}
