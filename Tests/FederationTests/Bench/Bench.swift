import Federation
import Foundation
import Testing
import Ticketing

/// A few desks, what each has recorded, and the messages between them: all in memory, and a value, so that a search may
/// branch from it.
///
/// Every action loads a ticket with its handoffs, decides, and keeps what the decision wants written: as the hub does.
struct Bench: Sendable {
  var places: [Place] = []
  var links: [Link] = []
  var post = Post()
  var parked: [Parked] = []
  var now = Date(timeIntervalSince1970: 1_763_762_400)
  /// Whether timelines and conversations are kept, and messages go through their wire form; a search needs neither.
  let keepsRecords: Bool
  /// Whether desks keep their messages, as they need to where one of them goes back to an earlier moment.
  var keepsBooks = false
  /// The copies that were made of desks.
  var memories: [Who: Place] = [:]
  var restores = 0
  /// The desks that were put back.
  var restored: Set<Who> = []
  /// What desks did, beside receiving.
  var acts = 0
  /// A desk with a fault in it, to see whether a search notices.
  var mutant: Mutant?
  private var seed: UInt64 = 1

  /// One desk.
  struct Place: Sendable {
    var desk: Desk
    var agent: AgentID
    var partnerships: [Partnership] = []
    var tickets: [Record] = []
    var book = Book()
  }

  /// A ticket with what belongs to it.
  struct Record: Sendable {
    var ticket: Ticket
    var handoffs: [Handoff]
    var timeline: [Event] = []
    var comments: [Ticketing.Comment] = []
    var files: [Ticketing.Attachment] = []
    /// Which handoffs a comment or file went over, by its event.
    var wentTo: [EventID: Set<HandoffID>] = [:]
    var bond = Bond.tied
    var family = Family()
  }

  /// How a delegate's ticket stands to the handoff that it came by.
  enum Bond: Int, Sendable {
    case tied
    /// Its desk works on it for itself: a kept copy, or one that was opened again.
    case loose
    /// As `loose`, and its desk has closed it.
    case closed
  }

  struct Link: Sendable {
    let id: PartnershipID
    let inviter: Who
    let acceptor: Who

    func other(than who: Who) -> Who { who == inviter ? acceptor : inviter }
  }

  struct Parked: Sendable {
    let at: Who
    let envelope: Envelope
    let reason: ParkReason
  }

  /// Desks in a line, each a partner of the next.
  init(desks: Int, keepsRecords: Bool = true) {
    self.keepsRecords = keepsRecords
    for who in Who.allCases.prefix(desks) { add(who) }
    for (upper, lower) in zip(Who.allCases.prefix(desks), Who.allCases.prefix(desks).dropFirst()) {
      link(upper, lower)
    }
    deliverAll()
  }

  private mutating func add(_ who: Who) {
    var moment = moment()
    guard let secret = FederationID(hex: who.federationHex) else { return }
    let desk = Desk(
      tenant: moment.newID(), name: who.name, federationID: secret, statuses: .standard(&moment), fieldKeys: [],
      passesThrough: false)
    places.append(Place(desk: desk, agent: moment.newID()))
  }

  /// The time, and ids that no other moment gives.
  mutating func moment() -> Moment {
    seed += 1
    return Moment(now: now, seed: seed &* 0x2545_F491_4F6C_DD1D)
  }

  subscript(who: Who) -> Place {
    get { places[who.rawValue] }
    set { places[who.rawValue] = newValue }
  }
}

extension Bench {
  /// One more desk, a partner of the last.
  mutating func join(_ who: Who, to upper: Who) {
    add(who)
    link(upper, who)
    deliverAll()
  }

  /// Makes two desks partners by an invitation.
  mutating func link(_ inviter: Who, _ acceptor: Who) {
    var moment = moment()
    let id: PartnershipID = moment.newID()
    let (upper, lower) = (self[inviter].desk, self[acceptor].desk)
    var mine = Partnership(inviting: id, name: lower.name, at: now)
    var theirs = Partnership(
      joining: id, name: upper.name,
      inviter: PartnerDesk(name: upper.name, federationID: upper.federationID, terms: nil), at: now)
    links.append(Link(id: id, inviter: inviter, acceptor: acceptor))
    do {
      try mine.join(PartnerDesk(name: lower.name, federationID: lower.federationID, terms: nil))
    } catch {
      Issue.record("a fresh invitation was refused: \(error)")
    }
    post.put(theirs.announce(desk: lower, by: author(acceptor), moment: &moment), to: inviter)
    post.put(mine.greet(desk: upper, by: author(inviter), moment: &moment), to: acceptor)
    self[inviter].partnerships.append(mine)
    self[acceptor].partnerships.append(theirs)
  }

  func link(between one: Who, and other: Who) -> Link? {
    links.last { ($0.inviter, $0.acceptor) == (one, other) || ($0.inviter, $0.acceptor) == (other, one) }
  }

  func partnership(_ id: PartnershipID, at who: Who) -> Partnership? { self[who].partnerships.first { $0.id == id } }

  func partnership(of who: Who, with other: Who) -> Partnership? {
    link(between: who, and: other).flatMap { partnership($0.id, at: who) }
  }

  mutating func set(_ partnership: Partnership, at who: Who) {
    guard let index = self[who].partnerships.firstIndex(where: { $0.id == partnership.id }) else { return }
    self[who].partnerships[index] = partnership
  }

  func author(_ who: Who) -> Author {
    Author(kind: .agent, name: who.agent, desk: self[who].desk.name, agent: self[who].agent)
  }
}
