import IMAP
import Testing

@Suite("A visit to a mailbox")
struct MailboxVisitTests {
  @Test("finds how a folder is kept", arguments: [1, 3, .max])
  func opens(_ size: Int) async throws {
    var visit = MailboxVisit(
      PaperServer(size: size) { _ in
        "* FLAGS (\\Seen)\r\n* 172 EXISTS\r\n* OK [UIDVALIDITY 3857529045] UIDs valid\r\n"
          + "* OK [UIDNEXT 4392] Predicted next UID\r\nTAG OK [READ-WRITE] done\r\n"
      })
    let folder = try await visit.open("INBOX")
    #expect(folder.validity == 3_857_529_045)
    #expect(folder.next == 4_392)
    #expect(folder.count == 172)
  }

  @Test("says that there is no such folder")
  func noFolder() async {
    var visit = MailboxVisit(PaperServer { _ in "TAG NO [NONEXISTENT] Unknown Mailbox\r\n" })
    await #expect(throws: IMAPFailure.noFolder) { try await visit.open("Nowhere") }
  }

  @Test("writes a folder's name as it travels, and nothing else into the command")
  func names() async throws {
    let server = PaperServer { _ in "* OK [UIDVALIDITY 1] x\r\nTAG OK done\r\n" }
    var visit = MailboxVisit(server)
    _ = try await visit.open("Entw\u{FC}rfe & \"so\"")
    #expect(server.commands == ["SELECT \"Entw&APw-rfe &- \\\"so\\\"\""])
    await #expect(throws: IMAPFailure.noFolder) { try await visit.open("INBOX\r\nB9 DELETE INBOX") }
    #expect(server.commands.count == 1)
  }

  @Test("lists what is behind an UID, and not the last one again")
  func lists() async throws {
    var visit = MailboxVisit(
      PaperServer { _ in
        "* 3 FETCH (UID 9 RFC822.SIZE 300)\r\n* 1 FETCH (RFC822.SIZE 100 UID 7)\r\n* 2 FETCH (FLAGS (\\Seen))\r\n"
          + "* 2 FETCH (UID 8 RFC822.SIZE 200 FLAGS ())\r\n* 0 FETCH (UID 6 RFC822.SIZE 1)\r\nTAG OK done\r\n"
      })
    let mails = try await visit.mails(after: 6, atMost: 2)
    #expect(mails.map(\.uid) == [7, 8])
    #expect(mails.map(\.size) == [100, 200])
  }

  @Test("fetches a mail as it is, however it is cut, without marking it", arguments: [1, 5, 64, .max])
  func fetches(_ size: Int) async throws {
    let mail = "Subject: x\r\n\r\nTAG OK {3}\r\n* BYE\r\n)\r\n"
    let server = PaperServer(size: size) { _ in
      "* 4 FETCH (FLAGS (\\Seen))\r\n* 3 FETCH (UID 7 BODY[] {\(mail.utf8.count)}\r\n\(mail) FLAGS ())\r\nTAG OK done\r\n"
        .replacing("TAG OK {3}", with: "T\u{0}G OK {3}")
    }
    var visit = MailboxVisit(server)
    let fetched = Fetched()
    let isThere = try await visit.fetch(7, limit: 1_000) { await fetched.take($0) }
    #expect(isThere)
    #expect(await fetched.text == mail.replacing("TAG OK", with: "T\u{0}G OK"))
    #expect(server.commands == ["UID FETCH 7 (BODY.PEEK[])"])
  }

  @Test(
    "fetches what comes in quotation marks, and what is empty",
    arguments: [("\"a\\\"b\"", "a\"b"), ("{0}\r\n", ""), ("\"\"", "")])
  func short(_ body: String, _ text: String) async throws {
    var visit = MailboxVisit(PaperServer { _ in "* 3 FETCH (UID 7 BODY[] \(body))\r\nTAG OK done\r\n" })
    let fetched = Fetched()
    #expect(try await visit.fetch(7, limit: 1_000) { await fetched.take($0) })
    #expect(await fetched.text == text)
  }

  @Test("sees that a mail is gone")
  func gone() async throws {
    var visit = MailboxVisit(PaperServer { _ in "TAG OK done\r\n" })
    #expect(try await !visit.fetch(7, limit: 1_000) { _ in })
  }

  @Test("F30: takes no mail that is longer than was said")
  func tooLong() async {
    var visit = MailboxVisit(PaperServer { _ in "* 3 FETCH (BODY[] {999999999}\r\nxxxx" })
    await #expect(throws: IMAPFailure.unintelligible) { try await visit.fetch(7, limit: 1_000) { _ in } }
  }

  @Test(
    "ends with a server that speaks something else, or ends itself",
    arguments: [
      ("HTTP/1.1 400 Bad Request\r\n\r\n", IMAPFailure.ended), ("* BYE out\r\n", .ended),
      ("TAG WHAT\r\n", .unintelligible), ("* 1 FETCH (BODY[] {99999999999999999999}\r\n", .unintelligible),
      ("TAG NO not now\u{7}\r\n", .refused("TAG NO not now")),
    ])
  func nonsense(_ answer: String, _ failure: IMAPFailure) async {
    let server = PaperServer { _ in answer }
    var visit = MailboxVisit(server)
    let expected: IMAPFailure = if case .refused = failure { .refused("B1 NO not now") } else { failure }
    await #expect(throws: expected) { try await visit.markSeen(7) }
  }

  @Test("keeps no line without an end")
  func endless() async {
    var visit = MailboxVisit(PaperServer(size: 4_096) { _ in String(repeating: "x", count: 1_000_000) })
    await #expect(throws: IMAPFailure.unintelligible) { try await visit.markSeen(7) }
  }

  @Test("moves where the server can, and copies and deletes where it cannot")
  func moves() async throws {
    for (abilities, commands) in [
      ("MOVE UIDPLUS", ["UID MOVE 7 \"Done\""]),
      ("UIDPLUS", ["UID COPY 7 \"Done\"", "UID STORE 7 +FLAGS.SILENT (\\Deleted)", "UID EXPUNGE 7"]),
      ("", ["UID COPY 7 \"Done\"", "UID STORE 7 +FLAGS.SILENT (\\Deleted)"]),
    ] {
      let server = PaperServer {
        $0 == "CAPABILITY" ? "* CAPABILITY IMAP4rev1 \(abilities)\r\nTAG OK\r\n" : "TAG OK\r\n"
      }
      var visit = MailboxVisit(server)
      try await visit.move(7, to: "Done")
      #expect(server.commands == ["CAPABILITY"] + commands)
    }
  }
}

actor Fetched {
  private var bytes: [UInt8] = []
  var text: String { String(decoding: bytes, as: UTF8.self) }

  func take(_ piece: [UInt8]) { bytes += piece }
}
