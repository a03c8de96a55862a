package import ConnectorKit
package import Foundation

/// ServiceNow by its Table API. It tells what is new by a business rule that its admin makes, or is asked, or both: then what is
/// told twice is heard once.
package struct ServiceNowConnector: Connector {
  package static let kind = "servicenow"
  package static let title = "ServiceNow"
  package static let schema = ServiceNowSettings.schema
  package static let vocabulary = ServiceNowVocabulary.vocabulary

  let settings: ServiceNowSettings

  package init(_ settings: Settings) throws(SettingsRefusal) { self.settings = try ServiceNowSettings(settings) }

  package var isPolled: Bool { settings.pollsEvery != nil }
  package var pollsEvery: Duration { settings.pollsEvery ?? .seconds(60) }

  package func read(_ hook: Hook, at now: Date) throws(HookRefusal) -> [Report] {
    try ServiceNowInbound(settings).read(hook, at: now)
  }

  package func carry(_ change: Change, _ exchange: Exchange) -> Step<Receipt> {
    settings.signedIn(exchange) { desk throws(DeliveryFailure) in
      try ServiceNowOutbound(settings, desk).carry(change)
    }
  }

  package func poll(since cursor: String?, at _: Date, _ exchange: Exchange) -> Step<Polled> {
    settings.signedIn(exchange) { desk throws(DeliveryFailure) in
      try ServiceNowInbound(settings).poll(since: cursor, desk)
    }
  }

  package func fetch(_ file: ReportedFile, _ exchange: Exchange) -> Step<[UInt8]> {
    settings.signedIn(exchange) { desk throws(DeliveryFailure) in
      try ServiceNowInbound(settings).fetch(file, desk)
    }
  }

  package func test(_ exchange: Exchange) -> Step<TestResult> {
    settings.signedIn(exchange) { desk throws(DeliveryFailure) in try ServiceNowInbound(settings).test(desk) }
  }
}
