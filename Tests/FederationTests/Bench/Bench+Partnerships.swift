import Federation
import Foundation
import Testing
import Ticketing

extension Bench {
  /// Changes one side's record of a partnership, and brings the partner what it has to hear.
  mutating func change(
    _ who: Who, with other: Who,
    _ verb: (inout Partnership, Desk, Author, inout Moment) throws(PartnershipRefusal) -> Envelope?
  ) throws {
    var partnership = try #require(self.partnership(of: who, with: other))
    var moment = moment()
    let desk = self[who].desk
    if let envelope = try verb(&partnership, desk, author(who), &moment) { post.put(envelope, to: other) }
    set(partnership, at: who)
  }

  mutating func share(_ who: Who, with other: Who, _ change: (inout SharingRules) -> Void) throws {
    var rules = SharingRules.standard
    change(&rules)
    try self.change(who, with: other) { (partnership, desk, author, moment) throws(PartnershipRefusal) in
      try partnership.share(rules, desk: desk, by: author, moment: &moment)
    }
    deliverAll()
  }

  mutating func agree(_ who: Who, with other: Who, _ settings: PartnershipSettings) throws {
    try change(who, with: other) { (partnership, _, _, _) in
      partnership.agree(settings)
      return nil
    }
  }

  mutating func translate(_ who: Who, with other: Who, _ change: (inout Mapping, StatusBook) -> Void) throws {
    try self.change(who, with: other) { (partnership, desk, _, _) throws(PartnershipRefusal) in
      var mapping = Mapping.standard(desk.statuses)
      change(&mapping, desk.statuses)
      try partnership.translate(mapping, statuses: desk.statuses)
      return nil
    }
  }

  mutating func suspend(_ who: Who, with other: Who) throws {
    try change(who, with: other) { (partnership, desk, author, moment) throws(PartnershipRefusal) in
      try partnership.suspend(desk: desk, by: author, moment: &moment)
    }
    deliverAll()
  }

  mutating func resume(_ who: Who, with other: Who) throws {
    try change(who, with: other) { (partnership, desk, author, moment) throws(PartnershipRefusal) in
      try partnership.resume(desk: desk, by: author, moment: &moment)
    }
    deliverAll()
  }

  /// Gives a desk custom fields, lets it pass through, or adds to its statuses.
  mutating func equip(
    _ who: Who, fieldKeys: [String] = [], passesThrough: Bool = false, statuses: [(String, StatusCategory)] = []
  ) {
    var moment = moment()
    let desk = self[who].desk
    let more = statuses.enumerated().map { index, word in
      Status(id: moment.newID(), name: word.0, category: word.1, position: 100 + index)
    }
    self[who].desk = Desk(
      tenant: desk.tenant, name: desk.name, federationID: desk.federationID,
      statuses: StatusBook(desk.statuses.statuses + more), fieldKeys: fieldKeys, passesThrough: passesThrough)
  }
}

extension Bench {
  /// Desks in a line that have handed one ticket down to the last, all accepted; with the handoffs, from the top.
  static func chain(_ desks: Int, _ prepare: (inout Bench) throws -> Void = { _ in }) throws -> (Bench, [HandoffID]) {
    var bench = Bench(desks: desks)
    try prepare(&bench)
    bench.open(.acme)
    var handoffs: [HandoffID] = []
    for (upper, lower) in zip(Who.allCases.prefix(desks), Who.allCases.prefix(desks).dropFirst()) {
      let id = try bench.offer(upper, to: lower)
      bench.deliverAll()
      try bench.accept(id)
      bench.deliverAll()
      handoffs.append(id)
    }
    #expect(bench.parked.isEmpty)
    return (bench, handoffs)
  }
}
