import Foundation
import Storage
import Testing
import Ticketing

extension Contract {
  static let accessRecords = [
    ContractCase("a token comes back, with every optional value and with none") { trial in
      let desk = try await trial.desk()
      let agent = try desk.agent("ann@example.org")
      let full = TokenRecord(
        id: trial.newID(), agent: agent.id, label: "CI", secretHash: [1, 0], createdAt: trial.now,
        expiresAt: trial.later(1), revokedAt: trial.later(2))
      var bare = TokenRecord(
        id: trial.newID(), agent: agent.id, label: "", secretHash: [2], createdAt: trial.now, expiresAt: nil)
      try await desk.write { [bare] in
        try $0.put(agent)
        try $0.put(full)
        try $0.put(bare)
      }
      #expect(try await desk.read { try $0.token(secretHash: [1, 0]) } == full)
      let id = bare.id
      #expect(try await desk.read { try $0.token(id) } == bare)
      #expect(try await desk.read { try $0.openTokens(of: agent.id) } == [bare])
      let nobody = trial.newID(Agent.self)
      #expect(try await desk.read { try $0.openTokens(of: nobody) } == [])
      bare.revokedAt = trial.later(3)
      try await desk.write { [bare] in try $0.put(bare) }
      #expect(try await desk.read { try $0.token(secretHash: [2]) } == bare)
      #expect(try await desk.read { try $0.token(secretHash: []) } == nil)
    },
    ContractCase("a session comes back by its secret, and ends") { trial in
      let desk = try await trial.desk()
      let (ann, ben) = (try desk.agent("ann@example.org"), try desk.agent("ben@example.org"))
      func session(_ agent: Agent, _ secret: UInt8) -> SessionRecord {
        SessionRecord(
          id: trial.newID(), agent: agent.id, secretHash: [secret], createdAt: trial.now, seenAt: trial.later(1),
          confirmedAt: trial.later(2))
      }
      var first = session(ann, 1)
      let (second, others) = (session(ann, 2), session(ben, 3))
      try await desk.write { [first] in
        try $0.put(ann)
        try $0.put(ben)
        for session in [first, second, others] { try $0.put(session) }
      }
      #expect(try await desk.read { try $0.session(secretHash: [1]) } == first)
      #expect(try await desk.read { try $0.session(secretHash: [9]) } == nil)
      first.seenAt = trial.later(3)
      first.confirmedAt = trial.later(4)
      try await desk.write { [first] in try $0.put(first) }
      let id = first.id
      #expect(try await desk.read { try $0.session(id) } == first)
      try await desk.write { [trial] in try $0.endSessions(of: ann.id, but: second.id, at: trial.later(5)) }
      #expect(try await desk.read { try $0.openSessions(of: ann.id) } == [second])
      first.endedAt = trial.later(5)
      #expect(try await desk.read { try $0.session(secretHash: [1]) } == first)
      #expect(try await desk.read { try $0.session(secretHash: [3]) } == others)
      try await desk.write { [trial] in try $0.endSessions(of: ann.id, but: nil, at: trial.later(6)) }
      #expect(try await desk.read { try $0.openSessions(of: ann.id) }.isEmpty)
    },
    ContractCase("a welcome comes back by its secret; a new one replaces it, and it can be removed") { trial in
      let desk = try await trial.desk()
      let ann = try desk.agent("ann@example.org")
      let first = WelcomeRecord(agent: ann.id, secretHash: [1], expiresAt: trial.later(1))
      let second = WelcomeRecord(agent: ann.id, secretHash: [2], expiresAt: trial.later(2))
      try await desk.write {
        try $0.put(ann)
        try $0.put(first)
      }
      #expect(try await desk.read { try $0.welcome(secretHash: [1]) } == first)
      try await desk.write { try $0.put(second) }
      #expect(try await desk.read { try $0.welcome(secretHash: [1]) } == nil)
      #expect(try await desk.read { try $0.welcome(secretHash: [2]) } == second)
      try await desk.write { try $0.removeWelcome(of: ann.id) }
      #expect(try await desk.read { try $0.welcome(secretHash: [2]) } == nil)
    },
    ContractCase("the access version tells every commit that touches the desk's tokens or agents, where there is one") {
      trial in
      let desk = try await trial.desk()
      let neighbour = try await trial.desk("neighbour")
      guard let first = trial.desks.accessVersion(of: desk.tenant) else { return }
      let before = trial.desks.accessVersion(of: neighbour.tenant)
      let agent = try desk.agent("ann@example.org")
      try await desk.write { try $0.put(agent) }
      let second = trial.desks.accessVersion(of: desk.tenant)
      #expect(second != first)
      let token = TokenRecord(
        id: trial.newID(), agent: agent.id, label: "CI", secretHash: [1], createdAt: trial.now, expiresAt: nil)
      try await desk.write { try $0.put(token) }
      let third = trial.desks.accessVersion(of: desk.tenant)
      #expect(third != second && third != first)
      _ = try await desk.ticket()
      _ = try? await desk.write { transaction in
        try transaction.put(token)
        throw Refusal()
      }
      #expect(trial.desks.accessVersion(of: desk.tenant) == third)
      #expect(trial.desks.accessVersion(of: neighbour.tenant) == before)
    },
    ContractCase("the desk's version tells every commit that writes anything of it, and no other, where there is one") {
      trial in
      let desk = try await trial.desk()
      let neighbour = try await trial.desk("neighbour")
      guard let first = trial.desks.version(of: desk.tenant) else { return }
      let before = trial.desks.version(of: neighbour.tenant)
      _ = try await desk.ticket()
      let second = trial.desks.version(of: desk.tenant)
      #expect(second != first)
      let agent = try desk.agent("ann@example.org")
      try await desk.write { try $0.put(agent) }
      let third = trial.desks.version(of: desk.tenant)
      #expect(third != second && third != first)
      _ = try? await desk.write { _ in throw Refusal() }
      _ = try await desk.read { try $0.agent(agent.id) }
      #expect(trial.desks.version(of: desk.tenant) == third)
      #expect(trial.desks.version(of: neighbour.tenant) == before)
    },
    ContractCase("what is read under an access version is as new as the commit that brought it") { trial in
      let desk = try await trial.desk()
      let agent = try desk.agent("ann@example.org")
      try await desk.write { try $0.put(agent) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for round in 1...20 {
          var renamed = agent
          renamed.rename(to: "Ann \(round)")
          let written = renamed
          try await desk.write { try $0.put(written) }
          group.addTask {
            guard trial.desks.accessVersion(of: desk.tenant) != nil else { return }
            let name = try await desk.read { try $0.agent(agent.id)?.name } ?? ""
            #expect(Int(name.dropFirst(4)) ?? 0 >= round)
          }
        }
        try await group.waitForAll()
      }
    },
    ContractCase("the audit log comes back newest first, numbered by the hub") { trial in
      let desk = try await trial.desk()
      let agent = trial.newID(Agent.self)
      let sources: [AuditRecord.Source] = [.agent(agent), .commandLine, .hubOperator, .system]
      try await desk.write { [trial] in
        for source in sources {
          try $0.append(AuditRecord(at: trial.now, source: source, action: "a.b", subject: "s"))
        }
        try $0.append(
          AuditRecord(
            at: trial.now, source: .system, action: "token.create", subject: "s",
            facts: [.idleMinutes(15), .name("d")],
            address: "::1"))
      }
      let log = try await desk.read { try $0.audit(before: nil, limit: 10) }
      #expect(log.map(\.seq) == [5, 4, 3, 2, 1])
      #expect(log.map(\.source) == [.system] + sources.reversed())
      #expect(log.first?.facts == [.name("d"), .idleMinutes(15)] && log.last?.facts == [])
      #expect(log.first?.address == "::1" && log.last?.address == nil)
      #expect(try await desk.read { try $0.audit(before: 3, limit: 1) }.map(\.seq) == [2])
    },
  ]

  static let answers = [
    ContractCase("an answer is given again for 24 hours, and no longer") { trial in
      let desk = try await trial.desk()
      let key = IdempotencyKey(agent: trial.newID(), route: "POST /api/v1/tickets", key: "k")
      let answer = KeptAnswer(
        requestHash: [1, 2], status: 201, headers: ["location": "/x"], body: Array("{\"ü\":0}".utf8), at: trial.now)
      try await desk.write { try $0.keep(answer, to: key) }
      #expect(try await desk.read { try $0.keptAnswer(to: key) } == answer)
      try await trial.reopen()
      trial.clock.pass(seconds: 24 * 3_600 - 1)
      #expect(try await desk.read { try $0.keptAnswer(to: key) } == answer)
      trial.clock.pass(seconds: 1)
      #expect(try await desk.read { try $0.keptAnswer(to: key) } == nil)
      let newer = KeptAnswer(requestHash: [3], status: 409, headers: [:], body: [], at: trial.clock.now)
      try await desk.write { try $0.keep(newer, to: key) }
      #expect(try await desk.read { try $0.keptAnswer(to: key) } == newer)
    },
    ContractCase("an answer belongs to one agent, one route and one key") { trial in
      let desk = try await trial.desk()
      let agent = trial.newID(Agent.self)
      let answer = KeptAnswer(requestHash: [1], status: 200, headers: [:], body: [1], at: trial.now)
      try await desk.write { try $0.keep(answer, to: IdempotencyKey(agent: agent, route: "POST /a", key: "k")) }
      for other in [
        IdempotencyKey(agent: trial.newID(), route: "POST /a", key: "k"),
        IdempotencyKey(agent: agent, route: "POST /b", key: "k"),
        IdempotencyKey(agent: agent, route: "POST /a", key: "K"),
      ] {
        #expect(try await desk.read { try $0.keptAnswer(to: other) } == nil)
      }
    },
  ]
}
