package import Foundation
import Ticketing

package protocol WebhookReading {
  func webhook(_ id: WebhookID) throws -> Webhook?
  func webhooks(_ page: PageRequest) throws -> Page<Webhook>
  /// Who is told of what happens; it costs nothing where nobody is.
  func webhookAudience() throws -> [WebhookListener]
  func webhookMessage(_ id: WebhookMessageID) throws -> WebhookMessage?
  /// Newest first.
  ///
  /// - Parameter state: nil for all.
  func webhookMessages(
    of webhook: WebhookID, in state: WebhookMessage.State?, _ page: PageRequest
  ) throws -> Page<WebhookMessage>
  func webhookAttempts(of message: WebhookMessageID) throws -> [WebhookAttempt]
}

package protocol WebhookWriting {
  func put(_ webhook: Webhook) throws
  /// With all that it was told, and is to be told.
  func remove(_ webhook: WebhookID) throws
  /// Keeps a message, in the commit of what it tells, and wakes the messenger when the commit is on disk. Forgets the
  /// webhook's old ones.
  func put(_ message: WebhookMessage) throws
  /// Gives up on the oldest of a webhook's messages that wait, so that no more than so many do; each says why.
  ///
  /// - Returns: how many it gave up on; no more than 1,000 at once.
  func overflow(_ webhook: WebhookID, beyond most: Int, at now: Date) throws -> Int
}

/// What has to be known of a webhook when something happens.
package struct WebhookListener: Sendable, Equatable {
  package let webhook: WebhookID
  package let events: WebhookEvents
  package let tellsInternal: Bool

  package init(webhook: WebhookID, events: WebhookEvents, tellsInternal: Bool) {
    self.webhook = webhook
    self.events = events
    self.tellsInternal = tellsInternal
  }
}
