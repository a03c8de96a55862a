import Federation
import Foundation
import Storage
import Ticketing

/// How much there is.
extension ModelState {
  var census: HubCensus {
    let unsettled = desks.flatMap { $0.deliveries.rows.filter(\.isUnsettled) }
    var counted: [HubCensus.Unsettled] = []
    for direction in [Delivery.Direction.in, .out] {
      for state in [Delivery.State.parked, .waiting] {
        let alike = unsettled.filter { $0.direction == direction && $0.state == state }
        guard let oldest = alike.map(\.createdAt).min() else { continue }
        counted.append(
          HubCensus.Unsettled(direction: direction, state: state, count: alike.count, oldest: oldest))
      }
    }
    return HubCensus(
      tenants: desks.count, tickets: desks.reduce(0) { $0 + $1.settings.value.tickets }, unsettled: counted,
      waitingWebhooks: webhookPile(of: .waiting), failedWebhooks: webhookPile(of: .failed),
      stoppedWebhooks: desks.reduce(0) { $0 + $1.stoppedWebhooks })
  }

  private func webhookPile(of state: WebhookMessage.State) -> DeskCensus.Pile {
    let piles = desks.map { $0.webhookPile(of: state) }
    return DeskCensus.Pile(piles.reduce(0) { $0 + $1.count }, oldest: piles.compactMap(\.oldest).min())
  }
}

extension DeskTables {
  /// - Parameter seenSince: sessions that were seen before do not count as open.
  func census(seenSince: Date) -> DeskCensus? {
    guard let tenant = settings.value.record?.tenant else { return nil }
    var census = DeskCensus(tenant: tenant)
    census.people = agents.rows.count { $0.agent.isActive }
    census.tickets = settings.value.tickets
    census.openTickets = tickets.rows.count { !$0.status.category.isEnded }
    census.openHandoffs = handoffs.rows.count { $0.state.isOpen }
    census.files = attachments.rows.count
    census.fileBytes = attachments.rows.map(\.bytes).reduce(0, +)
    census.waiting = pile(of: .waiting)
    census.parked = pile(of: .parked)
    census.missing = pile(of: .missing)
    census.drifted = driftPile
    census.waitingMails = mailPile(of: .waiting)
    census.parkedMails = mailPile(of: .parked)
    census.waitingWebhooks = webhookPile(of: .waiting)
    census.failedWebhooks = webhookPile(of: .failed)
    census.stoppedWebhooks = stoppedWebhooks
    let since = seenSince.milliseconds
    census.sessions = sessions.rows.count { $0.endedAt == nil && $0.seenAt.milliseconds > since }
    return census
  }

  private func pile(of state: Delivery.State) -> DeskCensus.Pile {
    let times = deliveries.rows.filter { $0.state == state }.map(\.createdAt)
    return DeskCensus.Pile(times.count, oldest: times.min())
  }

  fileprivate var stoppedWebhooks: Int { webhooks.rows.count { $0.standing.state == .stopped } }

  fileprivate func webhookPile(of state: WebhookMessage.State) -> DeskCensus.Pile {
    let times = webhookMessages.rows.filter { $0.message.state == state }.map(\.message.createdAt)
    return DeskCensus.Pile(times.count, oldest: times.min())
  }

  private func mailPile(of state: OutgoingMail.State) -> DeskCensus.Pile {
    let times =
      mails.rows.filter { $0.mail.state == state }.map(\.mail.createdAt)
      + requesterMails.rows.filter { $0.mail.state == state }.map(\.mail.createdAt)
    return DeskCensus.Pile(times.count, oldest: times.min())
  }

  /// What waits, failed or is missing, alike together, the oldest first.
  var deliveryPiles: [DeliveryPile] {
    var piles: [[Delivery]] = []
    deliveries.rows.forEach { delivery in
      guard delivery.isUnsettled || delivery.state == .missing else { return }
      if let place = piles.firstIndex(where: { $0[0].isOfPile(with: delivery) }) {
        piles[place].append(delivery)
      } else {
        piles.append([delivery])
      }
    }
    return piles.map(DeliveryPile.init).sorted { $0.oldest < $1.oldest }
  }
}

extension Delivery {
  fileprivate func isOfPile(with other: Delivery) -> Bool {
    direction == other.direction && state == other.state && kind == other.kind && reason == other.reason
  }
}

extension DeliveryPile {
  /// - Parameter deliveries: at least one, all of one pile.
  fileprivate init(_ deliveries: [Delivery]) {
    let first = deliveries[0]
    self.init(
      direction: first.direction, state: first.state, kind: first.kind, reason: first.reason,
      count: deliveries.count, oldest: deliveries.map(\.createdAt).min() ?? first.createdAt,
      attempts: deliveries.map(\.attempts).max() ?? 0)
  }
}
