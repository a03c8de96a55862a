package import Federation
package import Ticketing

/// Which tickets a list shows. What is nil or empty does not narrow it.
package struct TicketQuery: Sendable, Equatable {
  package enum Sort: String, Sendable, CaseIterable {
    case created
    case createdDescending = "-created"
    case updated
    case updatedDescending = "-updated"
    case priority
    case priorityDescending = "-priority"
  }

  package enum Assignee: Sendable, Equatable {
    case agent(AgentID)
    case nobody
  }

  package var status: StatusID?
  package var categories: [StatusCategory] = []
  package var assignee: Assignee?
  package var priority: Priority?
  package var team: TeamID?
  package var requester: RequesterID?
  package var tag: String?
  package var partnership: PartnershipID?
  /// The number that a neighbour in the chain calls the ticket by: what people say on the telephone.
  package var partnerNumber: Int?
  /// Only what this desk handed over and has not settled: offered, with the partner, or back to be accepted.
  package var isHandedOver = false
  /// Words that must all occur in subject, description or comments, each as a word's beginning.
  package var text: String?
  package var sort: Sort = .created

  package init() {}
}

package struct HandoffQuery: Sendable, Equatable {
  package var side: Side?
  package var state: HandoffState?
  package var partnership: PartnershipID?

  package init() {}
}

package struct DeliveryQuery: Sendable, Equatable {
  package var state: Delivery.State?
  package var direction: Delivery.Direction?
  package var ticket: TicketID?
  package var partnership: PartnershipID?
  /// Only what is told to an external desk, or fetched from there.
  package var isOutside = false
  /// Oldest first unless told.
  package var isNewestFirst = false

  package init() {}
}
