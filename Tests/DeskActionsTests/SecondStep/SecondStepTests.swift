import DeskActions
import Foundation
import SQLiteEngine
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("The second step at sign-in", .timeLimit(.minutes(10)))
struct SecondStepTests {
  private static let secret = [UInt8](repeating: 7, count: 20)
  private static let recovery = (0..<10).map { [UInt8](repeating: $0, count: 32) }

  private func code(_ step: Int) -> SecondStepProof { .code(step: step, secret: Self.secret) }

  /// Somebody signed in, whose second step is in force since the step 100.
  private func setUp(_ desks: Desks, _ person: Actor) async throws -> SessionRecord {
    let session = try await desks.act(SignIn(secretHash: [1] + person.name.utf8), person)
    try await desks.act(BeginSecondStep(secret: Self.secret), person)
    try await desks.act(
      ConfirmSecondStep(code(100), recoveryHashes: Self.recovery, in: session.id), person)
    return session
  }

  @Test("ends every other session of its person when it comes into force, and is not set up again")
  func endsOthers() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let person = desks.acme.agent
      try await desks.act(SignIn(secretHash: [9]), person)
      let session = try await setUp(desks, person)
      let open = try await desks.hub.read(in: person.tenant) { try $0.openSessions(of: person.agent) }
      #expect(open.map(\.id) == [session.id])
      await #expect(throws: SecondStepRefusal.isSetUp) {
        try await desks.act(BeginSecondStep(secret: [1]), person)
      }
    }
  }

  @Test("takes a code once, and none of an earlier time after it")
  func takesOnce() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let person = desks.acme.agent
      _ = try await setUp(desks, person)
      try await desks.act(BeginSignIn(secretHash: [2]), person)
      func finishing(_ half: UInt8, _ step: Int) -> FinishSignIn {
        FinishSignIn(half: [half], code(step), secretHash: [3, half])
      }
      for step in [99, 100] {
        await #expect(throws: SecondStepRefusal.wrongCode) { try await desks.act(finishing(2, step), person) }
      }
      try await desks.act(finishing(2, 102), person)
      await #expect(throws: NotFound()) { try await desks.act(finishing(2, 103), person) }
      try await desks.act(BeginSignIn(secretHash: [4]), person)
      for step in [101, 102] {
        await #expect(throws: SecondStepRefusal.wrongCode) { try await desks.act(finishing(4, step), person) }
      }
      try await desks.act(finishing(4, 103), person)
    }
  }

  @Test("takes a recovery code once, and says so in the audit log")
  func recovers() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let person = desks.acme.agent
      _ = try await setUp(desks, person)
      let proof = SecondStepProof.recovery(hash: Self.recovery[4])
      try await desks.act(BeginSignIn(secretHash: [2]), person)
      try await desks.act(FinishSignIn(half: [2], proof, secretHash: [3]), person)
      let log = try await desks.hub.read(in: person.tenant) { try $0.audit(before: nil, limit: 2) }
      #expect(log.map(\.action) == ["session.begin", "step.recover"])
      try await desks.act(BeginSignIn(secretHash: [4]), person)
      await #expect(throws: SecondStepRefusal.wrongCode) {
        try await desks.act(FinishSignIn(half: [4], proof, secretHash: [5]), person)
      }
    }
  }

  @Test("is waited for five minutes, for nobody else, and with the secret that was looked at")
  func waits() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let (person, other) = (desks.acme.agent, desks.acme.light)
      _ = try await setUp(desks, person)
      try await desks.act(BeginSignIn(secretHash: [2]), person)
      await #expect(throws: NotFound()) {
        try await desks.act(FinishSignIn(half: [2], code(101), secretHash: [3]), other)
      }
      await #expect(throws: SecondStepRefusal.wrongCode) {
        try await desks.act(
          FinishSignIn(half: [2], .code(step: 101, secret: [1]), secretHash: [3]), person)
      }
      desks.clock.pass(seconds: HalfSignIn.lifetime)
      await #expect(throws: NotFound()) {
        try await desks.act(FinishSignIn(half: [2], code(101), secretHash: [3]), person)
      }
    }
  }

  @Test("is asked for by nobody before its first code, which has a quarter of an hour to come")
  func settingUp() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let person = desks.acme.agent
      let session = try await desks.act(SignIn(secretHash: [1]), person)
      try await desks.act(BeginSecondStep(secret: Self.secret), person)
      try await desks.act(BeginSignIn(secretHash: [2]), person)
      await #expect(throws: NotFound()) {
        try await desks.act(FinishSignIn(half: [2], code(100), secretHash: [3]), person)
      }
      await #expect(throws: NotFound()) { try await desks.act(RemoveSecondStep(code(100)), person) }
      desks.clock.pass(seconds: SecondStepRecord.settingUp + 1)
      await #expect(throws: NotFound()) {
        try await desks.act(ConfirmSecondStep(code(101), recoveryHashes: [], in: session.id), person)
      }
    }
  }

  @Test("goes by its person's code, or by an admin's hand")
  func goes() async throws {
    try await Desks.run(linked: false) { desks, _ in
      for person in [desks.acme.agent, desks.acme.light] { _ = try await setUp(desks, person) }
      await #expect(throws: SecondStepRefusal.wrongCode) {
        try await desks.act(RemoveSecondStep(code(100)), desks.acme.agent)
      }
      try await desks.act(RemoveSecondStep(code(101)), desks.acme.agent)
      try await desks.act(LiftSecondStep(of: desks.acme.light.agent), desks.acme.admin)
      for person in [desks.acme.agent, desks.acme.light] {
        #expect(try await desks.hub.read(in: person.tenant) { try $0.secondStep(of: person.agent) } == nil)
      }
      await #expect(throws: NotFound()) {
        try await desks.act(LiftSecondStep(of: desks.acme.light.agent), desks.acme.admin)
      }
    }
  }
}
