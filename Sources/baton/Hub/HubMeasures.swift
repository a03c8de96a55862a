import Foundation
import Measuring
import Relay
import Storage

/// Everything that `/metrics` tells beside what the doors count.
struct HubMeasures: Sendable {
  let store: any HubStore
  let relay: RelayMeasures
  let drift: DriftMeasures
  let now: @Sendable () -> Date

  func families() async throws -> [MetricFamily] {
    let withheld = try await store.withheldMails(since: now().addingTimeInterval(-3_600))
    return counted(try await store.census()) + [mails(withheld)] + relay.families + drift.families + store.measures
      + ProcessMeasures.families
  }

  private func counted(_ census: HubCensus) -> [MetricFamily] {
    let now = now()
    // A state in which nothing is counts nothing, so that an alarm has a line to look at from the first day.
    let cells = Delivery.Direction.allCases.flatMap { direction in
      [Delivery.State.waiting, .parked].map { state in
        (
          labels: [MetricLabel("direction", direction.rawValue), MetricLabel("state", state.rawValue)],
          found: census.unsettled.first { $0.direction == direction && $0.state == state }
        )
      }
    }
    return [
      MetricFamily(.gauge, "baton_tenants", "Desks on this hub.", census.tenants),
      MetricFamily(.gauge, "baton_tickets", "Tickets opened so far, at all desks.", census.tickets),
      MetricFamily(
        .gauge, "baton_deliveries", "Messages between desks that are not settled.",
        cells.map { MetricSample(Double($0.found?.count ?? 0), $0.labels) }),
      MetricFamily(
        .gauge, "baton_delivery_oldest_age_seconds", "How old the oldest unsettled message is; 0 where there is none.",
        cells.map { MetricSample(max(0, $0.found.map { now.timeIntervalSince($0.oldest) } ?? 0), $0.labels) }),
    ] + webhooks(census, now)
  }

  /// A limit that bites is somebody's flood, or two programs that answer each other.
  private func mails(_ withheld: [RequesterMail.Withholding: Int]) -> MetricFamily {
    MetricFamily(
      .gauge, "baton_requester_mails_withheld", "Mails to requesters of the last hour that were not sent, by reason.",
      RequesterMail.Withholding.allCases.map {
        MetricSample(Double(withheld[$0] ?? 0), [MetricLabel("reason", $0.rawValue)])
      })
  }

  private func webhooks(_ census: HubCensus, _ now: Date) -> [MetricFamily] {
    let piles = [("waiting", census.waitingWebhooks), ("failed", census.failedWebhooks)]
    return [
      MetricFamily(
        .gauge, "baton_webhook_messages", "What desks' own systems are still to be told, or never took.",
        piles.map { MetricSample(Double($1.count), [MetricLabel("state", $0)]) }),
      MetricFamily(
        .gauge, "baton_webhook_message_oldest_age_seconds", "How old the oldest of them is; 0 where there is none.",
        piles.map {
          MetricSample(max(0, $1.oldest.map { now.timeIntervalSince($0) } ?? 0), [MetricLabel("state", $0)])
        }),
      MetricFamily(
        .gauge, "baton_webhooks_stopped", "Webhooks that were stopped after long failure.", census.stoppedWebhooks),
    ]
  }
}
