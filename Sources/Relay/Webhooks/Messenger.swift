package import ConnectorKit
import Federation
package import Foundation
package import Logging
import ServiceLifecycle
package import Storage
import Ticketing

/// Tells desks' own systems what happens: as a commit brings it, and again when a receiver that did not take it may do so.
///
/// Of each webhook one message is under way at a time, in the order in which things happened; one that failed waits by itself,
/// and keeps no other waiting. A receiver that is dead has one try under way at most.
package struct Messenger: Service {
  private let queue: any WebhookQueue
  private let egress: any Egress
  private let now: @Sendable () -> Date
  private let seed: @Sendable () -> UInt64
  private let logger: Logger

  /// How many receivers are told something at once.
  private static let atOnce = 256
  /// Longer than a receiver may take.
  private static let lease: TimeInterval = 60
  /// A receiver has only to say that it has it.
  private static let patience: Duration = .seconds(15)
  private static let answer = AnswerBound(limit: EgressAnswer.longestExcerpt, beyond: .cut)
  /// How long a ring that was lost can stay unnoticed.
  private static let slowestPoll: TimeInterval = 5
  private static let quickestPoll: TimeInterval = 0.05

  package init(
    queue: any WebhookQueue, egress: any Egress, now: @escaping @Sendable () -> Date,
    seed: @escaping @Sendable () -> UInt64, logger: Logger
  ) {
    self.queue = queue
    self.egress = egress
    self.now = now
    self.seed = seed
    self.logger = logger
  }

  package func run() async throws {
    let (rings, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let rounds = MessengerRounds()
    await cancelWhenGracefulShutdown {
      await withTaskGroup(of: Void.self) { group in
        group.addTask { for await _ in queue.webhookRings { bell.yield() } }
        group.addTask { await poll(bell) }
        group.addTask { await work(on: rings, rounds, bell) }
        await group.next()
        group.cancelAll()
      }
    }
  }

  /// Rings for what has come due, and for what a lost ring left behind.
  private func poll(_ bell: AsyncStream<Void>.Continuation) async {
    while !Task.isCancelled {
      var pause = Self.slowestPoll
      bell.yield()
      do {
        if let next = try await queue.nextWebhook(after: now()) {
          pause = min(pause, max(Self.quickestPoll, next.timeIntervalSince(now())))
        }
      } catch { note(error) }
      do { try await Task.sleep(for: .seconds(pause)) } catch { return }
    }
  }

  private func work(
    on rings: AsyncStream<Void>, _ rounds: MessengerRounds, _ bell: AsyncStream<Void>.Continuation
  ) async {
    await withDiscardingTaskGroup { group in
      for await _ in rings {
        do {
          let ready = try await queue.readyWebhooks(now: now(), limit: Self.atOnce)
          for key in await rounds.begin(ready, atOnce: Self.atOnce) {
            group.addTask {
              await tell(key)
              // What came up meanwhile, for this one or for one that found no place.
              if await rounds.end(key) { bell.yield() }
            }
          }
        } catch { note(error) }
      }
    }
  }

  private func tell(_ key: WebhookKey) async {
    do { try await tellAll(key) } catch { note(error) }
  }

  /// Tells a webhook all that is ready for it.
  package func tellAll(_ key: WebhookKey) async throws {
    while !Task.isCancelled {
      let start = now()
      guard let claim = try await queue.claim(key, now: start, until: start.addingTimeInterval(Self.lease)) else {
        return
      }
      let report = await report(on: claim)
      guard try await queue.report(report, for: claim, now: now()) else { return }
    }
  }

  private func report(on claim: WebhookClaim) async -> WebhookReport {
    let request: EgressRequest
    do { request = try self.request(of: claim) } catch {
      return WebhookReport(.failed(again: nil), status: nil, excerpt: "\(error)")
    }
    do throws(EgressFailure) {
      return judged(try await egress.send(request), claim)
    } catch {
      let again = error.isTemporary ? self.again(claim, error.retryAfter) : nil
      return WebhookReport(.failed(again: again), status: nil, excerpt: error.description)
    }
  }

  private func request(of claim: WebhookClaim) throws -> EgressRequest {
    let body = claim.message.body
    let signed = try StandardWebhooks.headers(
      id: claim.message.sentID, at: now(), body: body, secrets: claim.secrets.compactMap { WebhookSecret($0) })
    return EgressRequest(
      .post, try EgressURL(claim.url),
      headers: signed + [
        try EgressHeader("Content-Type", "application/json"), try EgressHeader("User-Agent", "Baton"),
      ],
      body: .bytes(body), answer: Self.answer, patience: Self.patience, account: claim.key.webhook.description)
  }

  /// A success is any of 200 to 299; the specification's 410 says that nobody is there any more.
  private func judged(_ answer: EgressAnswer, _ claim: WebhookClaim) -> WebhookReport {
    switch answer.status {
    case 200..<300: return WebhookReport(.taken, status: answer.status, excerpt: answer.excerpt)
    case 410: return WebhookReport(.gone, status: answer.status, excerpt: answer.excerpt)
    default:
      let asked = answer[header: "Retry-After"].flatMap { RetryAfter.duration($0, at: now()) }
      return WebhookReport(.failed(again: again(claim, asked)), status: answer.status, excerpt: answer.excerpt)
    }
  }

  /// When it is tried again; nil where its tries are spent.
  private func again(_ claim: WebhookClaim, _ asked: Duration?) -> Date? {
    let jitter = Double(seed() >> 11) / Double(UInt64(1) << 53)
    let policy = RetryPolicy.outside
    guard let wait = policy.wait(afterFailures: claim.message.failures + 1, jitter: jitter) else { return nil }
    return now().addingTimeInterval(max(wait, min(asked ?? .zero, policy.ceiling)) / .seconds(1))
  }

  private func note(_ error: any Error) {
    if Task.isCancelled { return }
    logger.error(
      "cannot tell desks' own systems what happened", metadata: ["error": "\(String(describing: error).prefix(300))"])
  }
}
