import DeskActions
import Federation
import Foundation
import Logging
import Mail
import Relay
import SQLiteEngine
import Storage
import StorageContract
import Synchronization
import Testing
import Ticketing

@Suite("The postman", .timeLimit(.minutes(10)))
struct PostmanTests {
  @Test("sends what waits, once, with the words that may leave and a link to the ticket")
  func sends() async throws {
    try await MailedDesk.run { desk in
      try await desk.comment("all well", .partner)
      let server = FakeServer()
      try await desk.postman(server).sendAll()
      try await desk.postman(server).sendAll()
      let message = try #require(server.taken.first)
      #expect(server.taken.count == 1)
      #expect(message.to.address.text == "ann@acme.example")
      #expect(message.text.contains("> all well"))
      #expect(message.text.contains("https://baton.example/desk/acme/tickets/1"))
      #expect(try await desk.mail().state == .sent)
    }
  }

  @Test("no mail has an internal comment's words in it")
  func keepsInternal() async throws {
    try await MailedDesk.run { desk in
      try await desk.comment("canary-internal", .internal)
      let server = FakeServer()
      try await desk.postman(server).sendAll()
      let message = try #require(server.taken.first)
      #expect(message.text.contains("internal comment"))
      #expect(!message.text.contains("canary") && !message.html.contains("canary"))
    }
  }

  @Test("a retracted comment's mail says that there was one")
  func retracted() async throws {
    try await MailedDesk.run { desk in
      let comment = try await desk.comment("slip of the pen", .partner)
      try await desk.act(RetractComment(comment.id, on: comment.ticket))
      let server = FakeServer()
      try await desk.postman(server).sendAll()
      #expect(server.taken.first?.text.contains("slip") == false)
    }
  }

  @Test("tries again, later each time, when the server is not there; the mail is the same one")
  func retries() async throws {
    try await MailedDesk.run { desk in
      try await desk.comment("all well", .partner)
      let server = FakeServer(failing: [.temporary("no route"), .temporary("451 later")])
      for wait in [1.0, 2.0] {
        try await desk.postman(server).sendAll()
        #expect(try await desk.mail().state == .waiting)
        #expect(try await desk.mail().nextAt == desk.clock.now + wait)
        desk.clock.pass(seconds: wait)
      }
      try await desk.postman(server).sendAll()
      #expect(try await desk.mail().state == .sent)
      #expect(server.tried.count == 3 && Set(server.tried.map(\.id)).count == 1)
    }
  }

  @Test("gives a mail up that the server will never take, and one whose tries are spent")
  func parks() async throws {
    try await MailedDesk.run { desk in
      try await desk.comment("all well", .partner)
      try await desk.postman(FakeServer(failing: [.permanent("550 no such user")])).sendAll()
      #expect(try await desk.mail().state == .parked)
      #expect(try await desk.mail().reason == "550 no such user")
      #expect(try await desk.hub.examine(now: desk.clock.now).map(\.ailment) == [.parkedMail])
    }
    try await MailedDesk.run { desk in
      try await desk.comment("all well", .partner)
      let server = FakeServer(failing: [MailFailure](repeating: .temporary("down"), count: 60))
      for _ in 0..<RetryPolicy.mail.tries {
        try await desk.postman(server).sendAll()
        desk.clock.pass(seconds: 1_800)
      }
      #expect(try await desk.mail().state == .parked)
      #expect(server.tried.count == RetryPolicy.mail.tries)
    }
  }

  @Test("tells nobody who was shut out meanwhile")
  func cancels() async throws {
    try await MailedDesk.run { desk in
      try await desk.comment("all well", .partner)
      try await desk.shutOut()
      let server = FakeServer()
      try await desk.postman(server).sendAll()
      #expect(server.taken.isEmpty)
      #expect(try await desk.mail().state == .cancelled)
    }
  }
}

/// A server that fails as it is told to, and then takes everything.
private final class FakeServer: MailCarrier {
  private let state: Mutex<(failures: [MailFailure], tried: [MailMessage], taken: [MailMessage])>

  init(failing failures: [MailFailure] = []) { state = Mutex((failures, [], [])) }

  var tried: [MailMessage] { state.withLock { $0.tried } }
  var taken: [MailMessage] { state.withLock { $0.taken } }

  func carry(_ message: MailMessage) async throws(MailFailure) {
    let failure = state.withLock { state -> MailFailure? in
      state.tried.append(message)
      guard state.failures.isEmpty else { return state.failures.removeFirst() }
      state.taken.append(message)
      return nil
    }
    if let failure { throw failure }
  }
}
