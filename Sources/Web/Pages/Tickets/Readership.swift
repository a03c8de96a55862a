import Federation
import Foundation
import Ticketing

/// Who will read what is written now, told before it is sent: by the rules that sending itself follows.
struct Readership {
  private let place: TicketPlace
  let desk: String
  /// The requester's name; nil where the ticket has none.
  let requester: String?
  /// Whether the requester is another desk's, the one that handed the ticket over.
  private let isBelow: Bool
  private let copies: [Audience: [(leg: Leg, copy: CommentCopy)]]

  init(_ facts: TicketFacts, _ place: TicketPlace) {
    self.place = place
    let chained = facts.chained
    desk = chained.desk.name
    requester = facts.requester?.name
    isBelow = chained.handoffIn?.handoff.state.isOpen ?? false
    var copies: [Audience: [(leg: Leg, copy: CommentCopy)]] = [:]
    let author = place.actor.author(at: desk)
    for audience in Audience.allCases {
      var moment = Moment(now: place.clock.now, seed: 0)
      let nothing = Comment(
        id: moment.newID(), ticket: facts.ticket.id, event: moment.newID(), body: "", format: .text,
        audience: audience, author: author, origin: .here, createdAt: moment.now)
      copies[audience] = chained.copies(of: nothing, .here(author))
    }
    self.copies = copies
  }

  /// One sentence on who reads it, then what the partners see otherwise than this desk.
  func sentences(for audience: Audience) -> [String] {
    let sent = copies[audience] ?? []
    let desks = place.list(sent.map(\.leg.partnership.partnerName))
    return [who(audience, desks)] + narrowed(audience, sent) + (audience == .internal ? [] : sent.map(shown))
  }

  /// Who reads a comment as it was written: this desk, and its own requester.
  func here(_ audience: Audience) -> String {
    guard audience == .public, !isBelow, let requester else { return desk }
    return place.list([requester, desk])
  }

  private func who(_ audience: Audience, _ desks: String) -> String {
    switch audience {
    case .internal: place.text("read_only_here", ["desk": desk])
    case .partner:
      if desks.isEmpty {
        place.text("read_later", ["desk": desk])
      } else if let requester {
        place.text("read_not_requester", ["desks": desks, "requester": requester])
      } else {
        place.text("read_desks", ["desks": desks])
      }
    case .public:
      if isBelow {
        if desks.isEmpty {
          place.text("read_only_here", ["desk": desk])
        } else {
          place.text(isPublicThere ? "read_above" : "read_desks", ["desks": desks])
        }
      } else if let requester {
        place.text("read_all", ["readers": place.list([requester] + (desks.isEmpty ? [] : [desks]))])
      } else {
        desks.isEmpty
          ? place.text("read_no_requester", ["desk": desk])
          : place.text("read_desks_no_requester", ["desks": desks])
      }
    }
  }

  /// Whether a public reply arrives as one anywhere.
  private var isPublicThere: Bool { copies[.public]?.contains { $0.copy.audience == .public } ?? false }

  private func narrowed(_ audience: Audience, _ sent: [(leg: Leg, copy: CommentCopy)]) -> [String] {
    let narrowed = sent.filter { audience == .public && $0.copy.audience == .partner }
    guard !narrowed.isEmpty else { return [] }
    return [place.text("read_narrowed", ["desks": place.list(narrowed.map(\.leg.partnership.partnerName))])]
  }

  /// By which name the writer appears there, and what is hidden.
  private func shown(_ leg: Leg, _ copy: CommentCopy) -> String {
    let partner = leg.partnership.partnerName
    let name =
      copy.author.name.isEmpty
      ? place.text("shown_by_role", ["desk": partner])
      : place.text("shown_as", ["desk": partner, "name": copy.author.name])
    return leg.partnership.sharing.names == .full ? name : name + " " + place.text("addresses_hidden")
  }
}
