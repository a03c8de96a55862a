import Foundation
import Logging
import Storage

/// A message that comes in, kept for each of its recipients by itself: what fails for one fails for that one.
struct IncomingMessage {
  private enum Copy {
    case open(any MailSink)
    /// It cannot be kept, or not as it is.
    case over(LMTPOutcome)
  }

  private var copies: [Copy] = []
  private var bytes = 0
  private let started = ContinuousClock.now
  private let limits: LMTPLimits
  private let logger: Logger

  init(
    from sender: String, to recipients: [LMTPRecipient], _ intake: any MailIntake, _ limits: LMTPLimits,
    _ logger: Logger
  ) async {
    self.limits = limits
    self.logger = logger
    for recipient in recipients {
      do {
        let envelope = MailEnvelope(door: .lmtp, sender: sender, recipient: recipient.address)
        copies.append(.open(try await intake.receive(for: recipient.addressee, envelope)))
      } catch {
        copies.append(.over(outcome(of: error)))
      }
    }
  }

  var count: Int { copies.count }

  /// Whether there is a copy that can still be kept.
  var isWanted: Bool {
    copies.contains { copy in
      switch copy {
      case .open: true
      case .over: false
      }
    }
  }

  /// When it has to be whole: it may take its time, but not for ever.
  var deadline: ContinuousClock.Instant {
    started + limits.messagePatience + .seconds(bytes / max(1, limits.slowest))
  }

  mutating func write(_ piece: [UInt8]) async {
    bytes += piece.count
    for (index, copy) in copies.enumerated() {
      guard case .open(let sink) = copy else { continue }
      do { try await sink.write(piece) } catch {
        copies[index] = .over(outcome(of: error))
        await sink.abandon()
      }
    }
  }

  /// - Returns: for each recipient what became of it; those that are kept are on disk.
  func finish() async -> [LMTPOutcome] {
    await withTaskGroup(of: (Int, LMTPOutcome).self) { group in
      for (index, copy) in copies.enumerated() {
        group.addTask { (index, await finish(copy)) }
      }
      var outcomes = [LMTPOutcome](repeating: .later, count: copies.count)
      for await (index, outcome) in group { outcomes[index] = outcome }
      return outcomes
    }
  }

  func abandon() async { for case .open(let sink) in copies { await sink.abandon() } }

  private func finish(_ copy: Copy) async -> LMTPOutcome {
    switch copy {
    case .over(let outcome): return outcome
    case .open(let sink):
      do { return LMTPOutcome(try await sink.finish()) } catch {
        await sink.abandon()
        return outcome(of: error)
      }
    }
  }

  private func outcome(of error: any Error) -> LMTPOutcome {
    if error is MailTooLarge { return .tooLarge }
    logger.warning(
      "a message that came by LMTP cannot be kept", metadata: ["error": "\(String(describing: error).prefix(300))"])
    return .later
  }
}

extension LMTPOutcome {
  fileprivate init(_ verdict: MailVerdict) {
    switch verdict {
    // What proves an address has done so: its sender is told that it came.
    case .taken, .known, .proof: self = .kept
    case .refused: self = .refused
    }
  }
}

/// Who is to have a copy.
struct LMTPRecipient: Sendable, Equatable {
  /// As the client wrote it.
  let address: String
  let addressee: MailAddressee
}
