import Federation
import Foundation
import Storage
import Ticketing

/// One desk of a world, with what the world has seen of it and what the naive model says of it.
struct DeskSite {
  let index: Int
  let hub: Int
  let tenant: TenantID
  let name: String
  /// What its partners know it by in a chain.
  let federationID: FederationID
  let actor: Actor
  /// The names of its statuses.
  var statuses: [String] = []
  /// What it had said itself, of handoffs of which it has asked what it forgot.
  var remembered: [HandoffID: Set<DeliveryID>] = [:]
  /// In the order of the world's links.
  var partnerships: [PartnershipID] = []
  /// Every ticket, in the order in which the world came to know it.
  var tickets: [TicketID] = []
  var talks: [TicketID: Talk] = [:]
  /// Every handoff, in the order in which the world came to know it.
  var handoffs: [HandoffID] = []
  /// As it was when the world last looked.
  var seen: [HandoffID: Handoff] = [:]
  var rules: [PartnershipID: SharingRules] = [:]
  var phases: [PartnershipID: Partnership.Phase] = [:]
  /// Partnerships over which work may begin.
  var active: Set<PartnershipID> = []
  /// The categories of its statuses, by their names.
  var book: [String: Status] = [:]
  /// Tickets whose status people have set when no handoff was open, or that their desk kept.
  var loose: Set<TicketID> = []
  /// Tickets on which a requester has written, or whose mapping changed: what they show is not the partner's word alone.
  var unmirrored: Set<TicketID> = []
  /// Tickets that were merged away.
  var merged: Set<TicketID> = []

  /// Over which tickets came that another desk works on now, or is asked to.
  var passedOn: [PartnershipID] {
    let below = Set(handoffs.compactMap { seen[$0] }.filter { $0.side == .delegator && $0.state.isOpen }.map(\.ticket))
    let above = handoffs.compactMap { seen[$0] }.filter {
      $0.side == .delegate && $0.state == .accepted && below.contains($0.ticket)
    }
    return partnerships.filter { partnership in above.contains { $0.partnership == partnership } }
  }

  mutating func know(_ ticket: TicketID) {
    guard talks[ticket] == nil else { return }
    tickets.append(ticket)
    talks[ticket] = Talk()
  }
}

/// The conversation on a ticket, as a naive single-threaded model has it.
struct Talk {
  var items: [EventID: Item] = [:]
  /// The order in which it came about.
  var order: [EventID] = []

  struct Item {
    let isFile: Bool
    /// A file's name, or a comment's words; empty once retracted.
    var text: String
    var audience: Audience
    let author: String
    let kind: Author.Kind
    let desk: String
    let isPartners: Bool
    /// By the handoff that it came by.
    let cameBy: HandoffID?
    var isRetracted = false
    var awaitsRelease = false
    var wentTo: [HandoffID] = []
    /// Whether somebody whom it went to was not told that it was edited.
    var isUntold = false
    /// The handoffs over which an edit of it was told since the desk was last put back.
    var toldAnew: Set<HandoffID> = []
    /// Of a comment that somebody at the desk wrote: where to edit it.
    var id: CommentID?
    var file: AttachmentID?
  }

  /// After the desk was put back.
  mutating func beginAnew() { for event in order { items[event]?.toldAnew = [] } }

  mutating func add(_ event: EventID, _ item: Item) {
    guard items[event] == nil else { return }
    items[event] = item
    order.append(event)
  }
}
