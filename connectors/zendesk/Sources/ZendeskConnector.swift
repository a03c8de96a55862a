package import ConnectorKit
package import Foundation

/// Zendesk Support by its API 2. It tells what is new by webhooks, of its ticket events or of a trigger; whole conversations are
/// asked for, since a trigger knows only the last comment.
package struct ZendeskConnector: Connector {
  package static let kind = "zendesk"
  package static let title = "Zendesk"
  package static let schema = ZendeskSettings.schema
  package static let vocabulary = ZendeskVocabulary.vocabulary

  let settings: ZendeskSettings

  package init(_ settings: Settings) throws(SettingsRefusal) { self.settings = try ZendeskSettings(settings) }

  package var isPolled: Bool { settings.pollsEvery != nil }
  package var pollsEvery: Duration { settings.pollsEvery ?? .seconds(60) }

  package func read(_ hook: Hook, at now: Date) throws(HookRefusal) -> [Report] {
    try ZendeskInbound(settings).read(hook, at: now)
  }

  package func carry(_ change: Change, _ exchange: Exchange) -> Step<Receipt> {
    .attempting { () throws(DeliveryFailure) in
      try ZendeskOutbound(settings, settings.conversation(exchange)).carry(change)
    }
  }

  package func poll(since cursor: String?, at now: Date, _ exchange: Exchange) -> Step<Polled> {
    .attempting { () throws(DeliveryFailure) in
      try ZendeskInbound(settings).poll(since: cursor, at: now, settings.conversation(exchange))
    }
  }

  package func fetch(_ file: ReportedFile, _ exchange: Exchange) -> Step<[UInt8]> {
    .attempting { () throws(DeliveryFailure) in try ZendeskInbound(settings).fetch(file, exchange) }
  }

  package func test(_ exchange: Exchange) -> Step<TestResult> {
    .attempting { () throws(DeliveryFailure) in
      try ZendeskInbound(settings).test(settings.conversation(exchange))
    }
  }
}
