import DeskActions
import Federation
import Foundation
import Relay
import Storage
import Testing
import Ticketing

@Suite("Two desks whose records of a handoff have drifted apart", .timeLimit(.minutes(10)))
struct DriftTests {
  /// Something that is changed behind a desk's back, and what it is found as.
  struct Planted: Sendable, CustomTestStringConvertible {
    let words: String
    let sql: String
    let isAtVendor: Bool
    let kinds: [DriftKind]

    init(_ words: String, atVendor isAtVendor: Bool = false, _ kinds: DriftKind..., by sql: String) {
      self.words = words
      self.sql = sql
      self.isAtVendor = isAtVendor
      self.kinds = kinds
    }

    var testDescription: String { words }
  }

  private static let said = "kind = 'comment' AND lane_kind = 'handoff'"

  static let all = [
    Planted("a comment that came is gone", .content, by: "DELETE FROM comments WHERE body = 'from above'"),
    Planted("a message that came is gone", .messages, by: "DELETE FROM deliveries WHERE direction = 'in' AND \(said)"),
    Planted(
      "a message that came is gone, and the comment with it", .messages,
      by: "DELETE FROM comments WHERE body = 'from above'; DELETE FROM deliveries WHERE direction = 'in' AND \(said)"),
    Planted(
      "what came reads otherwise", .messages,
      by:
        "UPDATE deliveries SET wire = CAST(replace(CAST(wire AS text), 'above', 'below') AS blob) WHERE direction = 'in' AND \(said)"
    ),
    Planted(
      "what came cannot be read", .messages, by: "UPDATE deliveries SET wire = x'00' WHERE direction = 'in' AND \(said)"
    ),
    Planted(
      "what was sent cannot be read any more", .messages,
      by: "UPDATE deliveries SET wire = x'00' WHERE direction = 'out' AND \(said)"),
    Planted("what was sent is gone", .messages, by: "DELETE FROM deliveries WHERE direction = 'out' AND \(said)"),
    Planted(
      "the last that was sent is gone, and not counted any more", .counts,
      by: "DELETE FROM deliveries WHERE direction = 'out' AND \(said); UPDATE handoffs SET lane_sent = lane_sent - 1"),
    Planted("what was heard is counted short", .counts, by: "UPDATE handoffs SET peer_applied = peer_applied - 1"),
    Planted(
      "the last that was heard is gone, and not counted any more", .counts,
      by:
        "DELETE FROM deliveries WHERE direction = 'in' AND \(said); UPDATE handoffs SET peer_applied = peer_applied - 1"
    ),
    Planted("it was never accepted, says the delegate", .state, by: "UPDATE handoffs SET state = 'offered'"),
    Planted("it was given back, says the delegate", .state, by: "UPDATE handoffs SET state = 'returned'"),
    Planted(
      "it was never accepted, says the delegator", atVendor: true, .state,
      by: "UPDATE handoffs SET state = 'offered'"),
    Planted(
      "it was taken back, says the delegator", atVendor: true, .state,
      by: "UPDATE handoffs SET state = 'recalled', turn_number = 2"),
    Planted("a move was made that nobody made", .turn, by: "UPDATE handoffs SET turn_number = 7"),
    Planted(
      "a comment that came from below is gone", atVendor: true, .content,
      by: "DELETE FROM comments WHERE body = 'from below'"),
    Planted(
      "what came from below is gone", atVendor: true, .messages,
      by: "DELETE FROM deliveries WHERE direction = 'in' AND \(said)"),
    Planted(
      "what was sent from above is gone", atVendor: true, .messages,
      by: "DELETE FROM deliveries WHERE direction = 'out' AND \(said)"),
  ]

  @Test("agree again, and both tell so in their logs", arguments: all)
  func heals(_ planted: Planted) async throws {
    try await TwoHubs.run { two in
      let id = try await two.talkedOver()
      #expect(try await two.compare().found == 0)
      try two.plant(planted.sql, at: planted.isAtVendor ? two.vendor : two.partner)
      let tally = try await two.compare()
      #expect(tally.found == 1)
      #expect(tally.healed == 1)
      try await two.carry()
      try await two.expectAgreement(on: id, .accepted)
      #expect(try await two.words(id, two.partner) == ["from above", "from below"])
      let kinds = planted.kinds.map(\.rawValue)
      let expected: [String] = kinds.map { "drift.find " + $0 } + kinds.map { "drift.heal " + $0 }
      #expect(try await two.driftsLogged(two.vendor) == expected)
      #expect(try await two.driftsLogged(two.partner) == expected)
      #expect(try await two.compare().found == 0)
      try await two.say("and on", on: id, two.vendor)
      try await two.act(CompleteHandoff(id, .fixed), two.partner)
      try await two.carry()
      try await two.expectAgreement(on: id, .completed)
    }
  }
}

@Suite("Two desks that are at work", .timeLimit(.minutes(10)))
struct BusyDesksTests {
  @Test("do not drift apart, however far their messages have come")
  func onTheirWay() async throws {
    try await TwoHubs.run { two in
      let id = try await two.offered()
      #expect(try await two.compareAll().found == 0)
      try await two.carry()
      #expect(try await two.compareAll() == .one)
      try await two.act(AcceptHandoff(id), two.partner)
      try await two.say("before anything is carried", on: id, two.vendor)
      #expect(try await two.compareAll() == .one)
      try await two.carry()
      try await two.act(CompleteHandoff(id, .fixed), two.partner)
      try await two.act(RecallHandoff(id, reason: "too slow", then: nil), two.vendor)
      #expect(try await two.compareAll() == .one)
      try await two.carry()
      #expect(try await two.compare().found == 0)
      #expect(try await two.driftsLogged(two.vendor) + two.driftsLogged(two.partner) == [])
    }
  }

  @Test("do not drift apart while they are asked")
  func whileAsked() async throws {
    try await TwoHubs.run { two in
      let id = try await two.talkedOver()
      for round in 0..<4 {
        let asking = Interrupted(by: two) { isAnswered in
          guard isAnswered == (round % 2 == 0) else { return }
          try await two.say("meanwhile \(round)", on: id, round < 2 ? two.vendor : two.partner)
          try await two.carry()
        }
        #expect(try await two.compareAll(by: asking) == .one)
      }
      let moving = Interrupted(by: two) { isAnswered in
        guard !isAnswered else { return }
        try await two.act(ReturnHandoff(id, reason: "not ours"), two.partner)
        try await two.carry()
      }
      #expect(try await two.compareAll(by: moving) == .one)
      #expect(try await two.driftsLogged(two.vendor) + two.driftsLogged(two.partner) == [])
    }
  }

  @Test("are compared again when something was said, and else in the slow round")
  func when() async throws {
    try await TwoHubs.run { two in
      let id = try await two.talkedOver()
      #expect(try await two.compare().compared == 1)
      try await two.act(ReturnHandoff(id, reason: "not ours"), two.partner)
      try await two.carry()
      #expect(try await two.compare().compared == 1, "it is over, and was talked about since")
      #expect(try await two.compare().compared == 0)
    }
  }

  @Test("are told once of what cannot be put right, and again when it was")
  func stays() async throws {
    try await TwoHubs.run { two in
      let id = try await two.talkedOver()
      try two.plant("UPDATE deliveries SET wire = x'00' WHERE kind = 'accept'", at: two.partner)
      try two.plant("UPDATE deliveries SET wire = x'01' WHERE kind = 'accept'", at: two.vendor)
      for _ in 0..<3 { #expect(try await two.compare().healed == 0) }
      #expect(try await two.driftsLogged(two.vendor) == ["drift.find messages"])
      #expect(try await two.driftsLogged(two.partner) == ["drift.find messages"])
      #expect(try await two.handoff(id, two.vendor).state == .accepted)
      try two.plant("UPDATE deliveries SET wire = x'00' WHERE kind = 'accept'", at: two.vendor)
      #expect(try await two.compare().healed == 1)
      #expect(try await two.driftsLogged(two.partner) == ["drift.find messages", "drift.heal"])
    }
  }
}

/// Something happens before a question is asked, and after it was answered.
private struct Interrupted: Correspondence {
  private let two: TwoHubs
  private let interrupt: @Sendable (Bool) async throws -> Void

  init(by two: TwoHubs, _ interrupt: @escaping @Sendable (Bool) async throws -> Void) {
    self.two = two
    self.interrupt = interrupt
  }

  func ask(
    _ question: DriftQuestion, over partnership: PartnershipID, of receiver: TenantID, by sender: TenantID
  ) async throws -> DriftAnswer {
    guard case .standing = question else {
      return try await two.correspondence.ask(question, over: partnership, of: receiver, by: sender)
    }
    try await interrupt(false)
    let answer = try await two.correspondence.ask(question, over: partnership, of: receiver, by: sender)
    try await interrupt(true)
    return answer
  }
}

extension DriftTally {
  fileprivate static var one: DriftTally {
    var tally = DriftTally()
    tally.compared = 1
    return tally
  }
}

extension Completion {
  fileprivate static let fixed = Completion(resolution: Resolution(code: .fixed, text: "new"))
}

extension TwoHubs {
  /// An accepted handoff with a word either way.
  func talkedOver() async throws -> HandoffID {
    let id = try await handedOver()
    try await say("from above", on: id, vendor)
    try await say("from below", on: id, partner)
    try await carry()
    return id
  }
}
