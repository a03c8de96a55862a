package import Federation
import Foundation
package import Ticketing

package protocol HandoffReading {
  func handoff(_ id: HandoffID) throws -> Handoff?
  /// Oldest first.
  func handoffs(of ticket: TicketID) throws -> [Handoff]
  /// Of all these tickets, each ticket's oldest first.
  func handoffs(of tickets: Set<TicketID>) throws -> [Handoff]
  func handoffs(_ query: HandoffQuery, _ page: PageRequest) throws -> Page<Handoff>
  /// With their tickets and the partners' names, in one look.
  func handoffLines(_ query: HandoffLineQuery, _ page: PageRequest) throws -> Page<HandoffLine>
  /// Those that a partnership's end has to settle.
  func openHandoffs(over partnership: PartnershipID) throws -> [Handoff]
  /// The same, each with its ticket's number and subject.
  func openHandoffTickets(over partnership: PartnershipID) throws -> [OpenHandoffTicket]
  /// How many are open over each partnership that has any.
  func openHandoffCounts() throws -> [PartnershipID: OpenHandoffs]
}

package protocol HandoffWriting {
  func put(_ handoff: Handoff) throws
}
