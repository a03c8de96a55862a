import Federation
import Foundation
import Testing
import Ticketing

extension Bench {
  /// Gives a ticket a part that is still to be done, or done.
  mutating func give(_ spot: Spot, child category: StatusCategory = .inProgress) {
    var moment = moment()
    let child = Family.Child(
      ticket: TicketReference(id: moment.newID(), number: 70 + self[spot].family.children.count), subject: "a part",
      status: self[spot.who].desk.statuses.first(category), partner: nil)
    self[spot].family = Family(children: self[spot].family.children + [child])
  }

  /// Makes a ticket one that was merged into another.
  mutating func note(_ spot: Spot, mergedInto number: Int) throws(HandoffRefusal) {
    var moment = moment()
    let survivor = TicketReference(id: moment.newID(), number: number)
    try set(spot, .closed)
    self[spot].ticket.merge(into: survivor, at: now)
    self[spot].family = Family(survivor: survivor)
  }

  /// Merges one of a desk's tickets into another, and gives both back as they would be kept.
  mutating func merge(
    _ spot: Spot, into other: Spot, _ content: MergedContent = MergedContent(comments: [], attachments: [])
  ) throws(FamilyRefusal) -> (merged: ChainedTicket, survivor: ChainedTicket, children: [TicketID]) {
    var moment = moment()
    let before = (load(spot), load(other))
    var (merged, survivor) = before
    do throws(FamilyRefusal) {
      let children = try merged.merge(into: &survivor, content, by: author(spot.who), &moment)
      return (merged, survivor, children)
    } catch {
      if merged != before.0 || survivor != before.1 { Issue.record("a refused merge changed a ticket: \(error)") }
      throw error
    }
  }
}
