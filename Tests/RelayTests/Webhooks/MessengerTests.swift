import ConnectorKit
import DeskActions
import Foundation
import Logging
import Relay
import SQLiteEngine
import Storage
import StorageContract
import Synchronization
import Testing
import Ticketing

@Suite("The messenger", .timeLimit(.minutes(10)))
struct MessengerTests {
  @Test("tells a webhook in order, signed by each secret that holds")
  func tells() async throws {
    try await MailedDesk.run { desk in
      let (webhook, secret) = try await desk.webhook()
      try await desk.comment("one", .partner)
      try await desk.comment("two", .partner)
      let receiver = FakeReceiver()
      try await desk.messenger(receiver).tellAll(desk.key(webhook))
      #expect(receiver.bodies.map { $0.contains("\"one\"") } == [true, false])
      for request in receiver.requests {
        let id = try StandardWebhooks.verify(
          header: { name in request.headers.first { $0.name == name }?.value }, body: request.bytes, secrets: [secret],
          at: desk.clock.now)
        #expect(id.hasPrefix("msg_"))
      }
      try await desk.messenger(receiver).tellAll(desk.key(webhook))
      #expect(receiver.requests.count == 2)
    }
  }

  @Test("A39: tells no internal comment, unless the desk says so")
  func keepsInternal() async throws {
    try await MailedDesk.run { desk in
      let (plain, _) = try await desk.webhook()
      let (inner, _) = try await desk.webhook(tellsInternal: true)
      try await desk.comment("canary", .internal)
      let (one, other) = (FakeReceiver(), FakeReceiver())
      try await desk.messenger(one).tellAll(desk.key(plain))
      try await desk.messenger(other).tellAll(desk.key(inner))
      #expect(one.requests.isEmpty && other.bodies.count == 1)
    }
  }

  @Test("tries again later each time, and waits as long as it is asked to")
  func retries() async throws {
    try await MailedDesk.run { desk in
      let (webhook, _) = try await desk.webhook()
      try await desk.comment("one", .partner)
      let wait = EgressAnswer(status: 429, headers: [AnswerHeader(name: "Retry-After", value: "60")])
      let receiver = FakeReceiver([.success(EgressAnswer(status: 500)), .success(wait), .failure(.notConnected)])
      for seconds in [1.0, 60, 8, 0] {
        try await desk.messenger(receiver).tellAll(desk.key(webhook))
        desk.clock.pass(seconds: seconds)
      }
      #expect(receiver.requests.count == 4)
      #expect(Set(receiver.bodies).count == 1)
      let kept = try await desk.hub.read(in: desk.ann.tenant) { tx in
        try tx.webhookMessages(of: webhook.id, in: .sent, PageRequest()).items.map { try tx.webhookAttempts(of: $0.id) }
      }
      #expect(kept.first?.map(\.status) == [500, 429, nil, 204])
    }
  }

  @Test("asks an address that is not to be asked once, and tells nothing of it")
  func refusedAddress() async throws {
    try await MailedDesk.run { desk in
      let (webhook, _) = try await desk.webhook()
      try await desk.comment("one", .partner)
      try await desk.messenger(FakeReceiver([.failure(.refusedAddress)])).tellAll(desk.key(webhook))
      let failed = try await desk.hub.read(in: desk.ann.tenant) {
        try $0.webhookMessages(of: webhook.id, in: .failed, PageRequest()).items
      }
      #expect(failed.count == 1)
    }
  }

  @Test("stops at 410, and after two days of failure; nothing is lost")
  func stops() async throws {
    for answer in [410, 500] {
      try await MailedDesk.run { desk in
        let (webhook, _) = try await desk.webhook()
        try await desk.comment("one", .partner)
        let receiver = FakeReceiver([], else: EgressAnswer(status: answer))
        for _ in 0..<60 {
          try await desk.messenger(receiver).tellAll(desk.key(webhook))
          desk.clock.pass(seconds: 3_600)
        }
        let (standing, waiting) = try await desk.hub.read(in: desk.ann.tenant) { tx in
          (
            try tx.webhook(webhook.id)?.standing,
            try tx.webhookMessages(of: webhook.id, in: .waiting, PageRequest()).items.count
          )
        }
        #expect(standing?.state == .stopped && standing?.reason == "HTTP \(answer)")
        #expect(waiting == 1)
      }
    }
  }
}

extension MailedDesk {
  fileprivate func webhook(tellsInternal: Bool = false) async throws -> (Webhook, WebhookSecret) {
    let secret = try #require(WebhookSecret(Array(repeating: 7, count: 32)))
    let add = AddWebhook(
      url: "https://receiver.example/", events: ["comment.*"], tellsInternal: tellsInternal, secret: secret)
    return (try await hub.perform(add, by: ann, Moment(now: clock.now, seed: tellsInternal ? 99 : 98)), secret)
  }

  fileprivate func key(_ webhook: Webhook) -> WebhookKey { WebhookKey(tenant: ann.tenant, webhook: webhook.id) }

  fileprivate func messenger(_ receiver: FakeReceiver) -> Messenger {
    Messenger(
      queue: hub, egress: receiver, now: { [clock] in clock.now }, seed: { 0 },
      logger: Logger(label: "webhooks") { _ in SwiftLogNoOpLogHandler() })
  }
}

/// Answers as it is told to, then always alike.
private final class FakeReceiver: Egress {
  private let answers: Mutex<[Result<EgressAnswer, EgressFailure>]>
  private let sent = Mutex<[EgressRequest]>([])
  private let other: EgressAnswer

  init(_ answers: [Result<EgressAnswer, EgressFailure>] = [], else other: EgressAnswer = EgressAnswer(status: 204)) {
    self.answers = Mutex(answers)
    self.other = other
  }

  var requests: [EgressRequest] { sent.withLock { $0 } }
  var bodies: [String] { requests.map { String(decoding: $0.bytes, as: UTF8.self) } }

  func send(_ request: EgressRequest) async throws(EgressFailure) -> EgressAnswer {
    sent.withLock { $0.append(request) }
    let next = answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    return try next?.get() ?? other
  }
}

extension EgressRequest {
  fileprivate var bytes: [UInt8] {
    if case .bytes(let bytes) = body { bytes } else { [] }
  }
}
