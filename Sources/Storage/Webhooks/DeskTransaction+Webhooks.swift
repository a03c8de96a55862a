import Federation
import Foundation
import StrictJSON
import Ticketing

extension DeskTransaction {
  /// Tells the desk's own systems what became of a ticket, in the commit in which it became so. A stand-in has none.
  func tellWebhooks(of chained: ChainedTicket, _ moment: inout Moment) throws {
    guard !chained.effects.events.isEmpty else { return }
    let audience = try webhookAudience()
    guard !audience.isEmpty else { return }
    for event in chained.effects.events {
      let told = WebhookEvent(event.kind)
      let words = WebhookWords(event, chained)
      let listeners = audience.filter { $0.events.contains(told) && ($0.tellsInternal || !words.isInternal) }
      guard !listeners.isEmpty else { continue }
      let body = JSONWriter.bytes(of: words.json)
      for listener in listeners {
        let message = WebhookMessage(
          id: moment.newID(), webhook: listener.webhook, event: told, ticket: chained.ticket.id,
          createdAt: moment.now, body: body)
        try put(message)
        // Counting what waits costs as much as waits: now and then is often enough.
        if message.id.uuid.uuid.15 & 63 == 0 {
          _ = try overflow(listener.webhook, beyond: WebhookMessage.mostWaiting, at: moment.now)
        }
      }
    }
  }
}
