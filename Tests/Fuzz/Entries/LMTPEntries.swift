import LMTP

extension FuzzEntry {
  static let lmtpEntries = [
    FuzzEntry(
      "lmtp", "A conversation is the same however its bytes are cut, and each recipient of a message hears of it.", lmtp
    )
  ]

  private struct Course: Equatable {
    var answers: [Int] = []
    var messages: [[UInt8]] = []
  }

  @Sendable private static func lmtp(_ input: FuzzInput) throws {
    let (choice, rest) = input.choice
    let whole = try course([rest.bytes])
    let pieces = try course(rest.pieces(choice))
    try require(whole == pieces, "\(whole) in one piece, \(pieces) in several")
  }

  private static func course(_ pieces: [[UInt8]]) throws -> Course {
    var limits = LMTPLimits()
    (limits.messageBytes, limits.lineBytes, limits.recipients, limits.letGoBytes) = (64, 96, 3, .max)
    var conversation = LMTPConversation<String>(host: "a", limits: limits)
    var (course, content, recipients, isOver) = (Course(), [UInt8](), [String](), false)
    for piece in [[]] + pieces {
      conversation.take(piece)
      while let step = conversation.next() {
        try require(!isOver, "a step behind the end")
        switch step {
        case .answer(let reply): course.answers.append(reply.code)
        case .end(let reply):
          course.answers.append(reply.code)
          isOver = true
        case .judge(let address):
          try require(!address.isEmpty && address.utf8.allSatisfy { $0 >= 0x20 }, "an address that is none")
          conversation.judged(address.utf8.count.isMultiple(of: 5) ? .unknown : .taken(address))
        case .open(_, let taken):
          try require((1...3).contains(taken.count), "\(taken.count) recipients")
          (content, recipients) = ([], taken)
          conversation.opened(true)
        case .content(let bytes):
          content += bytes
          try require(content.count <= 64, "\(content.count) bytes of a message")
        case .abandon: content = []
        case .close:
          course.messages.append(content)
          conversation.closed(recipients.map { _ in .kept })
        }
      }
    }
    return course
  }
}
