import Federation
import Foundation
import Storage
import Ticketing

/// What should not be there. Here nothing can be damaged, and what refers to nothing is refused where it is written; looked
/// for is what no rule forbids.
extension ModelState {
  func examine(now: Date) -> [Finding] {
    let found = desks.flatMap { $0.examine(now: now) }
    let kinds = ["orphan", "timeline", "stuck", "parked", "missing", "lane"]
    return kinds.flatMap { kind in found.filter { $0.check == kind } } + desks.flatMap(missingFiles)
  }

  private func missingFiles(of desk: DeskTables) -> [Finding] {
    guard let tenant = desk.settings.value.record?.tenant.id else { return [] }
    return desk.attachments.rows.filter { files[key: FilePlace(tenant, $0.hash)] == nil }.map {
      Finding(check: "file", detail: "the bytes of attachment \($0.id) of tenant \(tenant) are gone")
    }
  }
}

extension DeskTables {
  fileprivate func examine(now: Date) -> [Finding] {
    let tenMinutesAgo = now.addingTimeInterval(-600).milliseconds
    // Nothing can be done about a mail of last week any more; its notice is on the page.
    let weekAgo = now.addingTimeInterval(-7 * 86_400).milliseconds
    return [
      found("orphan", "delivery", "belongs to no ticket", deliveries.rows.filter(isOrphan).map(\.id)),
      found("orphan", "ticket", "is tied to a ticket that is not there", tickets.rows.filter(isTiedAstray).map(\.id)),
      found("timeline", "ticket", "has no timeline", tickets.rows.filter(isSilent).map(\.id)),
      found(
        "stuck", "delivery", "waits, but its lane is not scheduled",
        deliveries.rows.filter { $0.createdAt.milliseconds < tenMinutesAgo && isStuck($0) }.map(\.id)),
      found(
        "parked", "delivery", "is parked until a person retries or drops it",
        deliveries.rows.filter { $0.state == .parked }.map(\.id)),
      found(
        "missing", "delivery", "has not come, and others wait for it until a person drops it",
        deliveries.rows.filter { $0.state == .missing && $0.createdAt.milliseconds < tenMinutesAgo }.map(\.id)),
      found(
        "parked", "mail", "was refused by the mail server, or could not be brought to it",
        mails.rows.map(\.mail).filter { $0.state == .parked && ($0.finishedAt?.milliseconds ?? 0) > weekAgo }.map(\.id)),
      found("lane", "handoff", "counts other messages than it sent", handoffs.rows.filter(isMiscounted).map(\.id)),
      found(
        "lane", "partnership", "counts other messages than it sent",
        partnerships.rows.map(\.partnership).filter(isMiscounted).map(\.id)),
    ].flatMap { $0 }
  }

  private func found<Entity>(_ check: String, _ noun: String, _ what: String, _ ids: [ID<Entity>]) -> [Finding] {
    let tenant = settings.value.record.map { "\($0.tenant.id)" } ?? ""
    return ids.map { Finding(check: check, detail: "\(noun) \($0) of tenant \(tenant) \(what)") }
  }

  private func isOrphan(_ delivery: Delivery) -> Bool { delivery.ticket.map { tickets[$0] == nil } ?? false }

  private func isTiedAstray(_ ticket: Ticket) -> Bool { ticket.ties.named.contains { tickets[$0] == nil } }

  private func isSilent(_ ticket: Ticket) -> Bool { timeline.rows(TimelinePlace.range(of: ticket.id)).isEmpty }

  /// Waits on a lane that nobody will look at.
  private func isStuck(_ delivery: Delivery) -> Bool {
    guard delivery.state == .waiting, delivery.direction == .out else { return false }
    if let lane = lanes[key: LaneRank(delivery.lane)], lane.readyAt != nil || lane.isHeld { return false }
    let places = places.rows(DeliveryPlace.all(.out, of: delivery.lane))
    return !places.contains { deliveries[$0]?.state == .parked }
  }

  private func isMiscounted(_ handoff: Handoff) -> Bool {
    handoff.lane.sent != lastSent(on: .handoff(handoff.id), epoch: handoff.lane.epoch)
  }

  private func isMiscounted(_ partnership: Partnership) -> Bool {
    partnership.lane.sent != lastSent(on: .partnership(partnership.id), epoch: partnership.lane.epoch)
  }

  private func lastSent(on lane: LaneID, epoch: Int) -> Int {
    let last = places.rows(DeliveryPlace.rest(.out, of: lane, epoch: epoch, from: 0)).last
    return last.flatMap { deliveries[$0]?.seq } ?? 0
  }
}
