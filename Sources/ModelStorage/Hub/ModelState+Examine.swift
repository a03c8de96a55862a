import Federation
import Foundation
import Storage
import Ticketing

/// What should not be there. Here nothing can be damaged, and what refers to nothing is refused where it is written; looked
/// for is what no rule forbids.
extension ModelState {
  func examine(now: Date) -> [Finding] {
    var findings = Findings()
    for desk in desks {
      guard let tenant = desk.settings.value.record?.tenant.id else { continue }
      desk.examine(of: tenant, now: now, &findings)
      let missing = desk.attachments.rows.filter { files[key: FilePlace(tenant, $0.hash)] == nil }
      for file in missing {
        findings.note(.fileMissing, Finding.Case(tenant: tenant, noun: .attachment, name: file.id.description))
      }
    }
    return findings.all
  }
}

extension DeskTables {
  fileprivate func examine(of tenant: TenantID, now: Date, _ findings: inout Findings) {
    let tenMinutesAgo = now.addingTimeInterval(-600).milliseconds
    // Nothing can be done about a mail of last week any more; its notice is on the page.
    let weekAgo = now.addingTimeInterval(-7 * 86_400).milliseconds
    func note<Entity>(_ ailment: Ailment, _ noun: Finding.Noun, _ ids: [ID<Entity>]) {
      for id in ids { findings.note(ailment, Finding.Case(tenant: tenant, noun: noun, name: id.description)) }
    }
    note(.orphanDelivery, .delivery, deliveries.rows.filter(isOrphan).map(\.id))
    note(.orphanTie, .ticket, tickets.rows.filter(isTiedAstray).map(\.id))
    note(.silentTicket, .ticket, tickets.rows.filter(isSilent).map(\.id))
    note(.laneUnscheduled, .delivery, deliveries.rows.filter(isStuck).map(\.id))
    note(.parked, .delivery, deliveries.rows.filter { $0.state == .parked }.map(\.id))
    note(
      .missing, .delivery,
      deliveries.rows.filter { $0.state == .missing && $0.createdAt.milliseconds < tenMinutesAgo }.map(\.id))
    note(
      .parkedMail, .mail,
      mails.rows.map(\.mail).filter { $0.state == .parked && ($0.finishedAt?.milliseconds ?? 0) > weekAgo }.map(\.id))
    note(
      .parkedMail, .mail,
      requesterMails.rows.map(\.mail)
        .filter { $0.state == .parked && ($0.finishedAt?.milliseconds ?? 0) > weekAgo }.map(\.id))
    for ailment in [Ailment.sentBehind, .sentAhead] {
      note(ailment, .handoff, handoffs.rows.filter { counted($0.lane, on: .handoff($0.id)) == ailment }.map(\.id))
      note(
        ailment, .partnership,
        partnerships.rows.map(\.partnership).filter { counted($0.lane, on: .partnership($0.id)) == ailment }.map(\.id))
    }
  }

  private func isOrphan(_ delivery: Delivery) -> Bool { delivery.ticket.map { tickets[$0] == nil } ?? false }

  private func isTiedAstray(_ ticket: Ticket) -> Bool { ticket.ties.named.contains { tickets[$0] == nil } }

  private func isSilent(_ ticket: Ticket) -> Bool { timeline.rows(TimelinePlace.range(of: ticket.id)).isEmpty }

  /// Waits on a lane that nobody will look at.
  private func isStuck(_ delivery: Delivery) -> Bool {
    guard delivery.state == .waiting, delivery.direction == .out else { return false }
    if let lane = lanes[key: LaneRank(delivery.lane)], lane.readyAt != nil { return false }
    let places = places.rows(DeliveryPlace.all(.out, of: delivery.lane))
    return !places.contains { deliveries[$0]?.state == .parked }
  }

  private func counted(_ lane: Lane, on id: LaneID) -> Ailment? {
    let last = lastSent(on: id, epoch: lane.epoch)
    return lane.sent < last ? .sentBehind : lane.sent > last ? .sentAhead : nil
  }

  private func lastSent(on lane: LaneID, epoch: Int) -> Int {
    let last = places.rows(DeliveryPlace.rest(.out, of: lane, epoch: epoch, from: 0)).last
    return last.flatMap { deliveries[$0]?.seq } ?? 0
  }
}
