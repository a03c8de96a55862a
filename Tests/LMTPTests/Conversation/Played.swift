import LMTP

/// A conversation played to its end: what was said to it, and what it answered and handed on.
struct Played {
  private(set) var answers: [Int] = []
  private(set) var texts: [String] = []
  private(set) var messages: [String] = []
  private(set) var abandoned = 0
  private(set) var isOver = false

  /// - Parameters:
  ///   - size: how many bytes come at once.
  ///   - outcome: what becomes of each recipient's copy.
  init(
    _ text: String, size: Int = .max, limits: LMTPLimits = LMTPLimits(),
    outcome: (String) -> LMTPOutcome = { _ in .kept }
  ) {
    self.init(Array(text.utf8), size: size, limits: limits, outcome: outcome)
  }

  init(
    _ bytes: [UInt8], size: Int = .max, limits: LMTPLimits = LMTPLimits(),
    outcome: (String) -> LMTPOutcome = { _ in .kept }
  ) {
    var conversation = LMTPConversation<String>(host: "hub.example", limits: limits)
    var (rest, content, recipients) = (bytes[...], [UInt8](), [String]())
    while true {
      while let step = conversation.next() {
        switch step {
        case .answer(let reply): note(reply)
        case .end(let reply):
          note(reply)
          isOver = true
        case .judge(let recipient):
          conversation.judged(recipient.hasPrefix("nobody") ? .unknown : .taken(recipient))
        case .open(let sender, let taken):
          (content, recipients) = (Array("\(sender)>\(taken.joined(separator: ","))|".utf8), taken)
          conversation.opened(true)
        case .content(let bytes): content += bytes
        case .close:
          messages.append(String(decoding: content, as: UTF8.self))
          conversation.closed(recipients.map(outcome))
        case .abandon: abandoned += 1
        }
      }
      guard !rest.isEmpty else { return }
      conversation.take(rest.prefix(size))
      rest = rest.dropFirst(size)
    }
  }

  private mutating func note(_ reply: LMTPReply) {
    answers.append(reply.code)
    texts.append(String(decoding: reply.bytes, as: UTF8.self))
  }
}

/// Lines as they travel.
func lines(_ lines: String...) -> String { lines.map { $0 + "\r\n" }.joined() }
