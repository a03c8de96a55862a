import Foundation
import Storage
import Testing
import Ticketing

extension Contract {
  static let webhooks = [
    ContractCase("a webhook comes back, with every optional value and with none, and is changed") { trial in
      let desk = try await trial.desk()
      let bare = try desk.webhook()
      var full = try desk.webhook("handoff.*", "ticket.status")
      full.tellsInternal = true
      full.rotate(to: "whsec_bmV3ZXIgc2VjcmV0cyBvZiB3ZWJob29rcyE=", at: trial.now)
      full.standing.noteFailure("HTTP 500", at: trial.now)
      let second = full
      try await desk.write { for webhook in [bare, second] { try $0.put(webhook) } }
      let inOrder = [bare, full].sorted { $0.id < $1.id }
      #expect(try await desk.read { try $0.webhooks(PageRequest()).items } == inOrder)
      full.standing.pause()
      full.url = "https://elsewhere.example/"
      let third = full
      try await desk.write { try $0.put(third) }
      #expect(try await desk.read { try $0.webhook(third.id) } == full)
      #expect(try await desk.read { try $0.webhookAudience() }.map(\.webhook) == inOrder.map(\.id))
      try await trial.reopen()
      #expect(try await desk.read { try $0.webhook(third.id) } == full)
    },
    ContractCase("who is told of what happens is known in the commit that chose it, and gone with the last one") {
      trial in
      let desk = try await trial.desk()
      let webhook = try desk.webhook()
      #expect(try await desk.read { try $0.webhookAudience() } == [])
      let heard = try await desk.write {
        try $0.put(webhook)
        return try $0.webhookAudience()
      }
      #expect(heard == [WebhookListener(webhook: webhook.id, events: webhook.events, tellsInternal: false)])
      let message = desk.message(for: webhook)
      try await desk.write { try $0.put(message) }
      try await desk.write { try $0.remove(webhook.id) }
      #expect(try await desk.read { try $0.webhookAudience() } == [])
      #expect(try await desk.read { try $0.webhookMessage(message.id) } == nil)
    },
    ContractCase("a commit rings for what a webhook is to be told, which is ready and comes back") { trial in
      let desk = try await trial.desk()
      let webhook = try desk.webhook()
      let message = desk.message(for: webhook)
      try await desk.write {
        try $0.put(webhook)
        try $0.put(message)
      }
      var rings = trial.webhooks.webhookRings.makeAsyncIterator()
      #expect(await rings.next() != nil)
      #expect(try await trial.webhooks.readyWebhooks(now: trial.now, limit: 9) == [desk.key(webhook)])
      #expect(try await desk.read { try $0.webhookMessage(message.id) } == message)
    },
    ContractCase("what a webhook is told is claimed once, oldest first, and free again when the lease ends") { trial in
      let desk = try await trial.desk()
      let webhook = try desk.webhook()
      let messages = [desk.message(for: webhook), desk.message(for: webhook)]
      try await desk.write {
        try $0.put(webhook)
        for message in messages { try $0.put(message) }
      }
      let first = try await trial.claimed(desk.key(webhook), trial.now)
      #expect(first.message == messages[0] && first.url == webhook.url && first.secrets == webhook.secrets)
      let second = try await trial.claimed(desk.key(webhook), trial.now)
      #expect(second.message == messages[1])
      #expect(try await trial.webhooks.claim(desk.key(webhook), now: trial.later(59), until: trial.later(99)) == nil)
      #expect(try await trial.webhooks.nextWebhook(after: trial.now) == trial.later(60))
      let again = try await trial.claimed(desk.key(webhook), trial.later(60))
      #expect(again.message.id == messages[0].id)
      // Whoever claimed first has lost it.
      let taken = WebhookReport(.taken, status: 200, excerpt: "")
      #expect(try await trial.webhooks.report(taken, for: first, now: trial.now) == false)
      try await trial.reopen()
      #expect(try await trial.webhooks.readyWebhooks(now: trial.now, limit: 9) == [desk.key(webhook)])
    },
    ContractCase("each try is written down, with what became of the message and of the webhook") { trial in
      let desk = try await trial.desk()
      let webhook = try desk.webhook()
      let message = desk.message(for: webhook)
      try await desk.write {
        try $0.put(webhook)
        try $0.put(message)
      }
      let failed = WebhookReport(.failed(again: trial.later(10)), status: 500, excerpt: "no")
      let first = try await trial.claimed(desk.key(webhook), trial.now)
      #expect(try await trial.webhooks.report(failed, for: first, now: trial.now))
      #expect(try await trial.webhooks.readyWebhooks(now: trial.later(9), limit: 9) == [])
      #expect(try await trial.webhooks.nextWebhook(after: trial.now) == trial.later(10))
      #expect(try await desk.read { try $0.webhook(webhook.id)?.standing.reason } == "HTTP 500")
      let second = try await trial.claimed(desk.key(webhook), trial.later(10))
      let taken = WebhookReport(.taken, status: 204, excerpt: "")
      #expect(try await trial.webhooks.report(taken, for: second, now: trial.later(11)))
      let tries = try await desk.read { try $0.webhookAttempts(of: message.id) }
      #expect(tries.map(\.number) == [1, 2] && tries.map(\.status) == [500, 204])
      let over = try await desk.read { try $0.webhookMessage(message.id) }
      #expect(over?.state == .sent && over?.attempts == 2 && over?.finishedAt == trial.later(11))
      #expect(try await desk.read { try $0.webhook(webhook.id)?.standing } == WebhookStanding())
      #expect(try await trial.webhooks.readyWebhooks(now: trial.later(9_999), limit: 9) == [])
    },
    ContractCase(
      "of a webhook's messages that wait no more than so many do: the oldest fail, visibly, none that is sent"
    ) {
      trial in
      let desk = try await trial.desk()
      let (webhook, other) = (try desk.webhook(), try desk.webhook())
      let messages = (0..<6).map { _ in desk.message(for: webhook) }
      let apart = (0..<6).map { _ in desk.message(for: other) }
      try await desk.write {
        for webhook in [webhook, other] { try $0.put(webhook) }
        for message in messages + apart { try $0.put(message) }
      }
      let claim = try await trial.claimed(desk.key(webhook), trial.now)
      #expect(claim.message.id == messages[0].id)
      let now = trial.later(1)
      #expect(try await desk.write { try $0.overflow(webhook.id, beyond: 6, at: now) } == 0)
      #expect(try await desk.write { try $0.overflow(webhook.id, beyond: 3, at: now) } == 2)
      #expect(try await desk.write { try $0.overflow(webhook.id, beyond: 3, at: now) } == 0)
      let states = try await desk.read { tx in try messages.map { try tx.webhookMessage($0.id)?.state } }
      #expect(states == [.waiting, .failed, .failed, .waiting, .waiting, .waiting])
      let tries = try await desk.read { try $0.webhookAttempts(of: messages[1].id) }
      #expect(tries.map(\.excerpt) == [WebhookMessage.overflown] && tries.map(\.number) == [1])
      #expect(try await trial.webhooks.report(.init(.taken, status: 200, excerpt: ""), for: claim, now: now))
      let left = try await desk.read { try $0.webhookMessages(of: other.id, in: .failed, PageRequest()).items.count }
      #expect(left == 0)
      let census = try await trial.tenants.census()
      #expect(census.waitingWebhooks.count == 9 && census.waitingWebhooks.oldest == messages[3].createdAt)
      #expect(census.failedWebhooks.count == 2 && census.stoppedWebhooks == 0)
      let desks = try await trial.tenants.deskCensuses(seenSince: trial.now)
      #expect(desks.map(\.waitingWebhooks.count) == [9] && desks.map(\.failedWebhooks.count) == [2])
    },
    ContractCase("a webhook that fails rests, one that is paused or stopped is told nothing, and all waits") { trial in
      let desk = try await trial.desk()
      let webhook = try desk.webhook()
      let messages = (0..<6).map { _ in desk.message(for: webhook) }
      try await desk.write {
        try $0.put(webhook)
        for message in messages { try $0.put(message) }
      }
      for _ in 0..<5 {
        let claim = try await trial.claimed(desk.key(webhook), trial.now)
        let report = WebhookReport(.failed(again: trial.later(1)), status: nil, excerpt: "no way")
        #expect(try await trial.webhooks.report(report, for: claim, now: trial.now))
      }
      #expect(try await trial.webhooks.readyWebhooks(now: trial.later(9), limit: 9) == [])
      #expect(try await trial.webhooks.claim(desk.key(webhook), now: trial.later(9), until: trial.later(19)) == nil)
      #expect(try await trial.webhooks.readyWebhooks(now: trial.later(10), limit: 9) == [desk.key(webhook)])
      let gone = WebhookReport(.gone, status: 410, excerpt: "")
      let claim = try await trial.claimed(desk.key(webhook), trial.later(10))
      #expect(try await trial.webhooks.report(gone, for: claim, now: trial.later(10)))
      #expect(try await trial.webhooks.readyWebhooks(now: trial.later(9_999), limit: 9) == [])
      #expect(try await trial.webhooks.nextWebhook(after: trial.later(9_999)) == nil)
      var known = try #require(await desk.read { try $0.webhook(webhook.id) })
      #expect(known.standing.state == .stopped && known.standing.reason == "HTTP 410")
      #expect(try await trial.tenants.census().stoppedWebhooks == 1)
      #expect(try await trial.tenants.deskCensuses(seenSince: trial.now).map(\.stoppedWebhooks) == [1])
      known.standing.resume()
      let resumed = known
      try await desk.write { try $0.put(resumed) }
      #expect(try await trial.webhooks.readyWebhooks(now: trial.later(10), limit: 9) == [desk.key(webhook)])
    },
    ContractCase("what a webhook was told is listed newest first, by state, and forgotten after 30 days") { trial in
      let desk = try await trial.desk()
      let webhook = try desk.webhook()
      let (old, new) = (desk.message(for: webhook), desk.message(for: webhook, at: trial.later(86_400)))
      try await desk.write {
        try $0.put(webhook)
        for message in [old, new] { try $0.put(message) }
      }
      let page = try await desk.read { try $0.webhookMessages(of: webhook.id, in: nil, PageRequest(limit: 1)) }
      #expect(page.items == [new])
      let next = PageRequest(limit: 1, after: page.next)
      #expect(try await desk.read { try $0.webhookMessages(of: webhook.id, in: .waiting, next).items } == [old])
      #expect(try await desk.read { try $0.webhookMessages(of: webhook.id, in: .sent, PageRequest()).items } == [])
      let claim = try await trial.claimed(desk.key(webhook), trial.now)
      #expect(
        try await trial.webhooks.report(WebhookReport(.taken, status: 200, excerpt: ""), for: claim, now: trial.now))
      let late = desk.message(for: webhook, at: trial.later(30.5 * 86_400))
      try await desk.write { try $0.put(late) }
      let left = try await desk.read { try $0.webhookMessages(of: webhook.id, in: nil, PageRequest()).items }
      #expect(left.map(\.id) == [late.id, new.id])
    },
    ContractCase("a desk with many webhooks does not keep another waiting") { trial in
      let (busy, quiet) = (try await trial.desk(), try await trial.desk("beta"))
      for desk in [busy, busy, busy, quiet] {
        let webhook = try desk.webhook()
        let message = desk.message(for: webhook)
        try await desk.write {
          try $0.put(webhook)
          try $0.put(message)
        }
      }
      let ready = try await trial.webhooks.readyWebhooks(now: trial.now, limit: 2)
      #expect(Set(ready.map(\.tenant)) == [busy.tenant, quiet.tenant])
    },
  ]
}

extension Trial {
  /// Claims what must be free.
  fileprivate func claimed(_ key: WebhookKey, _ now: Date) async throws -> WebhookClaim {
    guard let claim = try await webhooks.claim(key, now: now, until: now.addingTimeInterval(60)) else {
      throw Refusal()
    }
    return claim
  }
}

extension TrialDesk {
  fileprivate func webhook(_ events: String...) throws -> Webhook {
    guard let events = WebhookEvents(events.isEmpty ? ["*"] : events) else { throw UnusableSample("\(events)") }
    return Webhook(
      id: trial.newID(), url: "https://receiver.example/hook", events: events,
      secrets: ["whsec_b2xkZXIgc2VjcmV0cyBvZiB3ZWJob29rcyE="], createdAt: trial.now)
  }

  fileprivate func message(for webhook: Webhook, at date: Date? = nil) -> WebhookMessage {
    WebhookMessage(
      id: trial.newID(), webhook: webhook.id, event: .webhookTest, createdAt: date ?? trial.now,
      body: Array("{\"type\":\"webhook.test\"}".utf8))
  }

  fileprivate func key(_ webhook: Webhook) -> WebhookKey { WebhookKey(tenant: tenant, webhook: webhook.id) }
}
