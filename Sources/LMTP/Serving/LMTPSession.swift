import Foundation
import Logging
import NIOCore
import Storage

/// Drives one connection's conversation: answers, asks the intake, and hands it what comes.
///
/// Nothing is read while the intake keeps what came before: a client that sends faster than the disk writes waits.
struct LMTPSession {
  typealias Outbound = NIOAsyncChannelOutboundWriter<ByteBuffer>

  private let intake: any MailIntake
  private let limits: LMTPLimits
  private let measures: LMTPMeasures
  private let logger: Logger
  private let clock = ContinuousClock()
  private var conversation: LMTPConversation<LMTPRecipient>
  private var message: IncomingMessage?
  /// When the last whole command had come.
  private var lastStep = ContinuousClock.now
  /// Answers that were not written yet: those of commands that came together go out together.
  private var unwritten = ByteBuffer()

  init(
    host: String, intake: any MailIntake, limits: LMTPLimits, measures: LMTPMeasures, logger: Logger
  ) {
    self.intake = intake
    self.limits = limits
    self.measures = measures
    self.logger = logger
    conversation = LMTPConversation(host: host, limits: limits)
  }

  /// Serves until one of both ends it. What was not kept by then is forgotten.
  mutating func run(
    _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>, _ outbound: Outbound, _ book: SessionBook,
    at place: SessionBook.Place
  ) async {
    do {
      var isOver = try await work(outbound, book)
      var pieces = inbound.makeAsyncIterator()
      while !isOver {
        book.expect(place, until: deadline, isInMessage: conversation.isInMessage)
        guard let piece = try await pieces.next() else { break }
        book.expect(place, until: nil, isInMessage: conversation.isInMessage)
        conversation.take(piece.readableBytesView)
        isOver = try await work(outbound, book)
      }
      if !isOver, book.isEnding, !conversation.isInMessage { try await say(.ending, to: outbound) }
    } catch {
      logger.debug("a connection by LMTP broke", metadata: ["error": "\(String(describing: error).prefix(200))"])
    }
    await giveUp(as: .brokenOff)
  }

  /// Until when the client may keep the hub waiting. A command has to come whole within its time, a message at a certain speed.
  private var deadline: ContinuousClock.Instant {
    guard let message else { return lastStep + limits.commandPatience }
    return min(clock.now + limits.piecePatience, message.deadline)
  }

  /// - Returns: whether the conversation is over.
  private mutating func work(_ outbound: Outbound, _ book: SessionBook) async throws -> Bool {
    while let step = conversation.next() {
      lastStep = clock.now
      switch step {
      case .answer(let reply): unwritten.writeBytes(reply.bytes)
      case .judge(let address): conversation.judged(await judge(address))
      case .open(let sender, let recipients):
        guard !book.isEnding else {
          try await say(.ending, to: outbound)
          return true
        }
        conversation.opened(await open(sender, recipients))
      case .content(let bytes): await message?.write(bytes)
      case .close: conversation.closed(await close())
      case .abandon: await giveUp(as: .tooLarge)
      case .end(let reply):
        try await say(reply, to: outbound)
        return true
      }
    }
    try await write(to: outbound)
    return false
  }

  private mutating func say(_ reply: LMTPReply, to outbound: Outbound) async throws {
    unwritten.writeBytes(reply.bytes)
    try await write(to: outbound)
  }

  private mutating func write(to outbound: Outbound) async throws {
    guard unwritten.readableBytes > 0 else { return }
    try await outbound.write(unwritten)
    unwritten.clear()
  }
}

extension LMTPSession {
  private func judge(_ address: String) async -> LMTPConversation<LMTPRecipient>.Judgement {
    do {
      guard let addressee = try await intake.addressee(address) else { return .unknown }
      return .taken(LMTPRecipient(address: address, addressee: addressee))
    } catch {
      logger.warning(
        "an address cannot be looked up", metadata: ["error": "\(String(describing: error).prefix(300))"])
      return .later
    }
  }

  /// - Returns: whether the message can be kept for one recipient at least.
  private mutating func open(_ sender: String, _ recipients: [LMTPRecipient]) async -> Bool {
    let message = await IncomingMessage(from: sender, to: recipients, intake, limits, logger)
    guard message.isWanted else {
      measures.note(.deferred, recipients.count)
      return false
    }
    self.message = message
    return true
  }

  private mutating func close() async -> [LMTPOutcome] {
    let outcomes = await message?.finish() ?? []
    message = nil
    for outcome in outcomes { measures.note(LMTPMeasures.Outcome(outcome)) }
    return outcomes
  }

  private mutating func giveUp(as outcome: LMTPMeasures.Outcome) async {
    guard let message else { return }
    measures.note(outcome, message.count)
    await message.abandon()
    self.message = nil
  }

}

extension LMTPMeasures.Outcome {
  fileprivate init(_ outcome: LMTPOutcome) {
    switch outcome {
    case .kept: self = .kept
    case .later: self = .deferred
    case .refused: self = .refused
    case .tooLarge: self = .tooLarge
    }
  }
}
