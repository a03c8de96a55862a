import Federation
import Foundation
import Testing
import Ticketing

extension Bench {
  /// Opens a ticket of the desk's own.
  @discardableResult
  mutating func open(_ who: Who, _ draft: TicketDraft = TicketDraft(subject: "The lift stands still")) -> Spot {
    var moment = moment()
    let ticket = Ticket(
      opening: draft, id: moment.newID(), number: self[who].tickets.count + 1, origin: .here,
      statuses: self[who].desk.statuses, at: moment.now)
    self[who].tickets.append(Record(ticket: ticket, handoffs: []))
    return Spot(who: who, index: self[who].tickets.count - 1)
  }

  /// Hands the desk's last ticket over; the offer is on its way.
  @discardableResult
  mutating func offer(_ who: Who, to other: Who, _ terms: OfferTerms = OfferTerms()) throws -> HandoffID {
    try offer(last(who), to: other, terms)
  }

  @discardableResult
  mutating func offer(_ spot: Spot, to other: Who, _ terms: OfferTerms = OfferTerms()) throws -> HandoffID {
    let partnership = try #require(self.partnership(of: spot.who, with: other))
    var fresh = moment()
    let id: HandoffID = fresh.newID()
    let author = author(spot.who)
    try act(spot) { (chained, moment) throws(HandoffRefusal) in
      try chained.offer(over: partnership, as: id, terms, by: author, &moment)
    }
    return id
  }

  mutating func accept(_ id: HandoffID, eta: Date? = nil) throws {
    try delegate(id) { (chained, author, moment) throws(HandoffRefusal) in
      try chained.accept(id, eta: eta, by: author, &moment)
    }
  }

  mutating func decline(_ id: HandoffID, _ reason: String = "no capacity") throws {
    try delegate(id) { (chained, author, moment) throws(HandoffRefusal) in
      try chained.decline(id, reason: reason, by: author, &moment)
    }
  }

  mutating func giveBack(_ id: HandoffID, _ reason: String = "not ours") throws {
    try delegate(id) { (chained, author, moment) throws(HandoffRefusal) in
      try chained.return(id, reason: reason, by: author, &moment)
    }
  }

  mutating func complete(_ id: HandoffID, _ completion: Completion = .fixed) throws {
    try delegate(id) { (chained, author, moment) throws(HandoffRefusal) in
      try chained.complete(id, completion, by: author, &moment)
    }
  }

  mutating func withdraw(_ id: HandoffID) throws {
    try delegator(id) { (chained, author, moment) throws(HandoffRefusal) in
      try chained.withdraw(id, by: author, &moment)
    }
  }

  mutating func recall(_ id: HandoffID, _ reason: String = "we do it ourselves", then: StatusCategory? = nil) throws {
    try delegator(id) { (chained, author, moment) throws(HandoffRefusal) in
      let status = then.map(chained.desk.statuses.first)
      try chained.recall(id, reason: reason, then: status, by: author, &moment)
    }
  }

  mutating func rework(_ id: HandoffID, _ reason: String = "still broken") throws {
    try delegator(id) { (chained, author, moment) throws(HandoffRefusal) in
      try chained.rework(id, reason: reason, by: author, &moment)
    }
  }

  mutating func confirm(_ id: HandoffID) throws {
    try delegator(id) { (chained, author, moment) throws(HandoffRefusal) in
      try chained.confirm(id, by: author, &moment)
    }
  }

  typealias Verb = (inout ChainedTicket, Author, inout Moment) throws(HandoffRefusal) -> Void

  mutating func delegator(_ id: HandoffID, _ verb: Verb) throws {
    try act(try #require(self.spot(of: id, .delegator)), verb)
  }

  mutating func delegate(_ id: HandoffID, _ verb: Verb) throws {
    try act(try #require(self.spot(of: id, .delegate)), verb)
  }

  mutating func act(_ spot: Spot, _ verb: Verb) throws(HandoffRefusal) {
    let author = author(spot.who)
    try act(spot) { (chained, moment) throws(HandoffRefusal) in try verb(&chained, author, &moment) }
  }

  mutating func set(_ who: Who, _ category: StatusCategory, hold: Hold? = nil) throws {
    try set(last(who), category, hold: hold)
  }

  mutating func set(_ spot: Spot, _ category: StatusCategory, hold: Hold? = nil) throws(HandoffRefusal) {
    try act(spot) { (chained, author, moment) throws(HandoffRefusal) in
      try chained.set(status: chained.desk.statuses.first(category), hold: hold, by: author, &moment)
    }
  }

  /// Ends the partnership of two desks, as the one desk does it: each handoff over it, then the partnership.
  ///
  /// - Parameter unsent: how many messages of each handoff had not left yet.
  mutating func end(_ who: Who, with other: Who, keepsCopy: Bool = false, unsent: Int = 0) throws {
    var partnership = try #require(self.partnership(of: who, with: other))
    let open = openHandoffs(over: partnership.id, at: who)
    let author = author(who)
    for (spot, id) in open {
      try act(spot, unsent: unsent) { (chained, moment) throws(HandoffRefusal) in
        chained.end(id, keepsCopy: keepsCopy, by: author, &moment)
      }
    }
    var moment = moment()
    let settled = open.map(\.1)
    if let envelope = try partnership.end(settled: settled, desk: self[who].desk, by: author, moment: &moment) {
      post.put(envelope, to: other)
    }
    set(partnership, at: who)
  }

  func openHandoffs(over partnership: PartnershipID, at who: Who) -> [(Spot, HandoffID)] {
    self[who].tickets.enumerated().flatMap { index, record in
      record.handoffs.filter { $0.partnership == partnership && $0.state.isOpen }.map {
        (Spot(who: who, index: index), $0.id)
      }
    }
  }
}

extension Completion {
  static let fixed = Completion(resolution: Resolution(code: .fixed, text: "the relay is new"))
}
