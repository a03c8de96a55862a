import LMTP
import Testing

@Suite("A conversation by LMTP")
struct LMTPConversationTests {
  private let greeting = ["LHLO mx.example", "MAIL FROM:<a@far.example>"]

  @Test("answers each recipient of a message by itself, in their order")
  func answersEach() {
    let played = Played(
      lines(
        "LHLO mx.example", "MAIL FROM:<a@far.example> SIZE=30 BODY=8BITMIME SMTPUTF8", "RCPT TO:<one@desk.example>",
        "RCPT TO:<nobody@desk.example>", "RCPT TO:<two@desk.example>", "RCPT TO:<three@desk.example>", "DATA",
        "Subject: x", "", "..dot", ".", "QUIT"),
      outcome: { $0.hasPrefix("two") ? .later : $0.hasPrefix("three") ? .refused : .kept })
    #expect(played.answers == [220, 250, 250, 250, 550, 250, 250, 354, 250, 451, 550, 221])
    #expect(
      played.messages == [
        "a@far.example>one@desk.example,two@desk.example,three@desk.example|Subject: x\r\n\r\n.dot\r\n"
      ])
    #expect(played.isOver)
  }

  @Test("says what it can, by RFC 2033")
  func offers() {
    let played = Played(lines("LHLO mx.example"))
    #expect(
      played.texts.last == """
        250-hub.example\r\n250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250-8BITMIME\r\n250-SMTPUTF8\r
        250 SIZE 150994944\r\n
        """)
  }

  @Test("is the same however its bytes are cut", arguments: [1, 2, 3, 7, 64])
  func cut(_ size: Int) {
    let said =
      lines(
        "LHLO mx.example", "MAIL FROM:<>", "RCPT TO:<one@desk.example>", "DATA", "Subject: y", "", ".", "RSET", "NOOP",
        "VRFY one", "HELP", "QUIT")
    let (whole, pieces) = (Played(said), Played(said, size: size))
    #expect(whole.answers == [220, 250, 250, 250, 354, 250, 250, 250, 252, 500, 221])
    #expect(pieces.answers == whole.answers)
    #expect(pieces.messages == whole.messages)
  }

  @Test(
    "A11: takes a dot between bare line feeds, or beside one, for content: there is one message",
    arguments: ["\n.\n", "\n.\r\n", "\r.\r", "\r.\r\n", "\r\n.\n", "\r\n.\r", "\n\n.\r\n", "\r\n\u{0}.\r\n"])
  func smuggling(_ end: String) {
    let inner = "\(end)MAIL FROM:<forged@far.example>\r\nRCPT TO:<two@desk.example>\r\nDATA\r\nforged\r\n"
    let played = Played(
      lines("LHLO mx.example", "MAIL FROM:<a@far.example>", "RCPT TO:<one@desk.example>", "DATA")
        + "Subject: x\r\n\r\nhello" + inner + ".\r\nQUIT\r\n")
    #expect(played.messages.count == 1)
    #expect(played.answers == [220, 250, 250, 250, 354, 250, 221])
  }

  @Test("A11: takes no command whose line ends with a line feed alone")
  func bareLineFeed() {
    let played = Played("LHLO mx.example\nMAIL FROM:<a@far.example>\nQUIT\r\n")
    #expect(played.answers == [220, 500, 500, 221])
  }

  @Test(
    "refuses what it cannot read, and what it does not know",
    arguments: [
      ("EHLO mx.example", 500), ("HELO mx.example", 500), ("LHLO", 501), ("BDAT 10", 500), ("MAIL", 501),
      ("MAIL FROM:a@b", 501), ("MAIL FROM:<a@b", 501), ("MAIL FROM:<a@b>x", 501), ("MAIL FROM:<a@b> SIZE=x", 501),
      ("MAIL FROM:<a@b> SIZE=99999999999999999999", 552), ("MAIL FROM:<a@b> SIZE=999999999", 552),
      ("MAIL FROM:<a@b> RET=HDRS", 555), ("MAIL FROM:<a@b> BODY=BINARYMIME", 555), ("MAIL FROM:<\u{E9}@b>", 553),
      ("MAIL FROM:<a@b>\u{1}", 501), ("RCPT TO:<a@b>", 503), ("DATA", 503), ("DATA now", 501), ("QUIT now", 501),
    ])
  func refuses(_ line: String, _ code: Int) {
    #expect(Played(lines("LHLO mx.example", line)).answers.last == code)
  }

  @Test(
    "takes addresses as they are written",
    arguments: [
      ("<a@b.example>", "a@b.example"), (" <a@b.example>", "a@b.example"), ("<\"a > b\"@c>", "\"a > b\"@c"),
      ("<@one,@two:a@b>", "a@b"), ("<\"a\\\"\"@b>", "\"a\\\"\"@b"), ("<postmaster>", "postmaster"),
    ])
  func addresses(_ path: String, _ address: String) {
    let said = lines("LHLO mx.example", "mail from:<>", "rcpt to:\(path)", "data", ".")
    #expect(Played(said).messages == [">\(address)|"])
  }

  @Test("takes an address beyond ASCII where the sender said so, and not otherwise")
  func international() {
    let said = ["RCPT TO:<gr\u{FC}n@desk.example>"]
    #expect(Played(lines("LHLO x", "MAIL FROM:<a@b> SMTPUTF8", said[0])).answers.last == 250)
    #expect(Played(lines("LHLO x", "MAIL FROM:<a@b>", said[0])).answers.last == 553)
  }

  @Test("keeps an order of commands")
  func order() {
    let played = Played(
      lines("MAIL FROM:<a@b>", "LHLO x", "MAIL FROM:<a@b>", "MAIL FROM:<a@b>", "DATA", "RSET", "RCPT TO:<one@desk>"))
    #expect(played.answers == [220, 503, 250, 250, 503, 503, 250, 503])
  }

  @Test("F30: takes so many recipients for one message, and tells the others to come later")
  func recipients() {
    var limits = LMTPLimits()
    limits.recipients = 3
    let many = (0..<50_000).map { "RCPT TO:<r\($0)@desk.example>\r\n" }.joined()
    let played = Played(
      lines("LHLO x", "MAIL FROM:<a@b>") + many + lines("DATA", "hello", "."), size: 65_536, limits: limits)
    #expect(played.answers.filter { $0 == 452 }.count == 49_997)
    #expect(played.answers.suffix(4) == [354, 250, 250, 250])
  }

  @Test("F30: lets go of a message that is too large, says so to each recipient, and goes on")
  func large() {
    var limits = LMTPLimits()
    limits.messageBytes = 1_000
    let played = Played(
      lines("LHLO x", "MAIL FROM:<a@b>", "RCPT TO:<one@desk>", "RCPT TO:<two@desk>", "DATA")
        + String(repeating: "0123456789\r\n", count: 1_000)
        + lines(".", "MAIL FROM:<a@b>", "RCPT TO:<one@desk>", "DATA", "small", "."),
      size: 100, limits: limits)
    #expect(played.answers == [220, 250, 250, 250, 250, 354, 552, 552, 250, 250, 354, 250])
    #expect(played.messages == ["a@b>one@desk|small\r\n"])
    #expect(played.abandoned == 1)
  }

  @Test("ends with whoever sends a message without end")
  func endless() {
    var limits = LMTPLimits()
    (limits.messageBytes, limits.letGoBytes) = (1_000, 5_000)
    let played = Played(
      lines("LHLO x", "MAIL FROM:<a@b>", "RCPT TO:<one@desk>", "DATA") + String(repeating: "x", count: 9_000),
      size: 100, limits: limits)
    #expect(played.answers.last == 421)
    #expect(played.isOver)
  }

  @Test("lets go of lines that are too long, and goes on behind them")
  func longLine() {
    let played = Played(lines("LHLO " + String(repeating: "x", count: 100_000), "NOOP"), size: 1_000)
    #expect(played.answers == [220, 500, 250])
  }

  @Test("ends with whoever makes too many mistakes, and obeys nothing behind them")
  func mistakes() {
    let played = Played(lines("LHLO x") + String(repeating: "GET / HTTP/1.1\r\n", count: 30) + lines("QUIT"))
    #expect(played.answers == [220, 250] + Array(repeating: 500, count: 20) + [421])
    #expect(played.isOver)
  }

  @Test("repeats to nobody what he said")
  func repeatsNothing() {
    let played = Played(lines("LHLO canary", "CANARY", "MAIL FROM:<canary@b>", "RCPT TO:<nobody.canary@b>"))
    #expect(played.texts.allSatisfy { !$0.lowercased().contains("canary") })
  }

  @Test("is later for a recipient of whom nothing was said")
  func missing() {
    var conversation = LMTPConversation<String>(host: "hub", limits: LMTPLimits())
    conversation.take(Array(lines("LHLO x", "MAIL FROM:<a@b>", "RCPT TO:<one@desk>", "DATA", ".").utf8))
    var answers: [Int] = []
    while let step = conversation.next() {
      switch step {
      case .answer(let reply): answers.append(reply.code)
      case .judge(let address): conversation.judged(.taken(address))
      case .open: conversation.opened(true)
      case .close: conversation.closed([])
      case .content, .abandon, .end: break
      }
    }
    #expect(answers == [220, 250, 250, 250, 354, 451])
  }
}
