/// One connection's conversation, without the connection: bytes in, steps out (RFC 2033).
///
/// Whoever drives it gives it bytes by `take`, does each step that `next` gives until there is none, and tells it what came
/// of those that ask something. It holds at most a line and the bytes that it was last given.
///
/// `Recipient` is what its driver knows an address by whose mail is taken.
package struct LMTPConversation<Recipient: Sendable & Equatable>: Sendable {
  package enum Step: Sendable, Equatable {
    case answer(LMTPReply)
    /// Whether mail to that address is taken is to be told by `judged`.
    case judge(recipient: String)
    /// A message follows; whether it can be kept is to be told by `opened`.
    case open(sender: String, [Recipient])
    case content([UInt8])
    /// The message is whole; what became of it for each recipient is to be told by `closed`.
    case close
    /// What has come of the message is of no use.
    case abandon
    /// The last answer: the connection is over.
    case end(LMTPReply)
  }

  /// Whether mail to an address is taken.
  package enum Judgement: Sendable {
    case taken(Recipient)
    case unknown
    /// It could not be found out.
    case later
  }

  private enum State {
    case new
    case idle
    case sender(LMTPSender)
    case content(size: Int)
    /// Content that is too large, or that nobody can keep, on its way to its end.
    case unwanted(size: Int)
    case over
  }

  private enum Question {
    case judge
    case open
    case close
  }

  private let host: String
  private let limits: LMTPLimits
  private var state = State.new
  private var question: Question?
  /// Those of the message that were taken.
  private var recipients: [Recipient] = []
  private var mistakes = 0
  private var content = DottedContent()
  private var pending: [UInt8] = []
  /// What of `pending` has been used.
  private var used = 0
  /// The rest of a line that is too long is let go.
  private var skipsLine = false
  private var steps: [Step] = []

  /// - Parameter host: how the hub calls itself.
  package init(host: String, limits: LMTPLimits) {
    self.host = host
    self.limits = limits
    steps = [.answer(.greeting(host))]
  }

  /// Whether a message is on its way.
  package var isInMessage: Bool {
    switch state {
    case .content, .unwanted: true
    case .new, .idle, .sender, .over: false
    }
  }

  package mutating func take(_ bytes: some Sequence<UInt8>) {
    pending.removeFirst(used)
    used = 0
    pending.append(contentsOf: bytes)
  }

  /// The next thing to do; nil where more bytes are needed, or an answer to the last step.
  package mutating func next() -> Step? {
    while steps.isEmpty, question == nil {
      switch state {
      case .over: return nil
      case .content(let size): guard read(after: size, isWanted: true) else { return nil }
      case .unwanted(let size): guard read(after: size, isWanted: false) else { return nil }
      case .new, .idle, .sender: guard obeyLine() else { return nil }
      }
    }
    return steps.isEmpty ? nil : steps.removeFirst()
  }

  package mutating func judged(_ judgement: Judgement) {
    guard question == .judge else { return }
    question = nil
    switch judgement {
    case .taken(let recipient):
      recipients.append(recipient)
      steps.append(.answer(.recipientTaken))
    case .unknown: steps.append(.answer(.unknownRecipient))
    case .later: steps.append(.answer(.later))
    }
  }

  package mutating func opened(_ canBeKept: Bool) {
    guard question == .open else { return }
    question = nil
    if canBeKept {
      content = DottedContent()
      state = .content(size: 0)
      steps.append(.answer(.ready))
    } else {
      begin()
      steps.append(.answer(.later))
    }
  }

  /// - Parameter outcomes: one for each recipient that was taken, in their order.
  package mutating func closed(_ outcomes: [LMTPOutcome]) {
    guard question == .close else { return }
    question = nil
    let replies = outcomes.map { outcome in
      switch outcome {
      case .kept: LMTPReply.done
      case .later: LMTPReply.later
      case .refused: LMTPReply.unknownRecipient
      case .tooLarge: LMTPReply.tooLarge
      }
    }
    // A recipient that nothing was said of must not pass for one that has it.
    let missing = Array(repeating: LMTPReply.later, count: max(0, recipients.count - replies.count))
    steps += (replies.prefix(recipients.count) + missing).map(Step.answer)
    begin()
  }

  /// Ready for the next message.
  private mutating func begin() {
    state = .idle
    recipients = []
  }
}

extension LMTPConversation {
  /// - Returns: false where there is no whole line.
  private mutating func obeyLine() -> Bool {
    guard let end = pending[used...].firstIndex(of: UInt8(ascii: "\n")) else {
      if pending.count - used >= limits.lineBytes {
        skipsLine = true
        used = pending.count
      }
      return false
    }
    let line = pending[used..<end]
    used = end + 1
    if skipsLine || line.count >= limits.lineBytes {
      skipsLine = false
      refuse(.lineTooLong)
    } else if line.last == UInt8(ascii: "\r") {
      do throws(LMTPRefusal) { obey(try LMTPCommand.read(line.dropLast())) } catch { refuse(error.reply) }
    } else {
      refuse(.bareLineFeed)
    }
    return true
  }

  private mutating func obey(_ command: LMTPCommand) {
    switch (command, state) {
    case (.quit, _):
      state = .over
      steps.append(.end(.bye))
    case (.nothing, _): steps.append(.answer(.done))
    case (.verify, _): steps.append(.answer(.notVerified))
    case (.hello, _):
      begin()
      steps.append(.answer(hello))
    case (.reset, .new): steps.append(.answer(.done))
    case (.reset, _):
      begin()
      steps.append(.answer(.done))
    case (.mail(let sender), .idle):
      if let size = sender.size, size > limits.messageBytes { return steps.append(.answer(.tooLarge)) }
      state = .sender(sender)
      steps.append(.answer(.senderTaken))
    case (.recipient(let address, let isPlain), .sender(let sender)):
      guard isPlain || sender.isInternational else { return steps.append(.answer(.needsUTF8)) }
      guard recipients.count < limits.recipients else { return steps.append(.answer(.tooManyRecipients)) }
      question = .judge
      steps.append(.judge(recipient: address))
    case (.data, .sender(let sender)):
      guard !recipients.isEmpty else { return steps.append(.answer(.noRecipients)) }
      question = .open
      steps.append(.open(sender: sender.address, recipients))
    case (.mail, _), (.recipient, _), (.data, _): refuse(.notNow)
    }
  }

  private mutating func refuse(_ reply: LMTPReply) {
    mistakes += 1
    guard mistakes <= limits.mistakes else {
      state = .over
      return steps.append(.end(.tooManyMistakes))
    }
    steps.append(.answer(reply))
  }

  private var hello: LMTPReply {
    LMTPReply(
      250,
      [host, "PIPELINING", "ENHANCEDSTATUSCODES", "8BITMIME", "SMTPUTF8", "SIZE \(limits.messageBytes)"])
  }

  /// - Returns: false where there is nothing more.
  private mutating func read(after size: Int, isWanted: Bool) -> Bool {
    guard used < pending.count else { return false }
    var piece: [UInt8] = []
    let (count, isOver) = content.take(pending[used...], into: &piece)
    used += count
    let size = size + piece.count
    if isWanted, size <= limits.messageBytes {
      state = .content(size: size)
      if !piece.isEmpty { steps.append(.content(piece)) }
      guard isOver else { return true }
      question = .close
      steps.append(.close)
      return true
    }
    if isWanted { steps.append(.abandon) }
    state = .unwanted(size: size)
    if isOver {
      steps += Array(repeating: .answer(.tooLarge), count: recipients.count)
      begin()
    } else if size > limits.letGoBytes {
      state = .over
      steps.append(.end(.endless))
    }
    return true
  }
}

/// What became of a message for one of its recipients.
package enum LMTPOutcome: Sendable, Equatable {
  /// Durably.
  case kept
  case later
  /// The address is nobody's, as far as this message tells.
  case refused
  case tooLarge
}
