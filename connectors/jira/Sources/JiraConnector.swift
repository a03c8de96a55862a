package import ConnectorKit
package import Foundation

/// Jira, Service Management and plain, Cloud and Data Center. It tells what happens by webhooks, or is asked where it may not
/// send any; one project of it is bridged.
package struct JiraConnector: Connector {
  package static let kind = "jira"
  package static let title = "Jira"
  package static let schema = JiraSettings.schema
  package static let vocabulary = JiraVocabulary.vocabulary

  let settings: JiraSettings

  package init(_ settings: Settings) throws(SettingsRefusal) { self.settings = try JiraSettings(settings) }

  package var isPolled: Bool { settings.pollsEvery != nil }
  package var pollsEvery: Duration { settings.pollsEvery ?? .seconds(60) }

  package func read(_ hook: Hook, at _: Date) throws(HookRefusal) -> [Report] {
    try settings.prove(hook)
    return try JiraInbound(settings).reports(hook)
  }

  package func carry(_ change: Change, _ exchange: Exchange) -> Step<Receipt> {
    .attempting { () throws(DeliveryFailure) in try JiraOutbound(settings, exchange).carry(change) }
  }

  package func poll(since cursor: String?, at now: Date, _ exchange: Exchange) -> Step<Polled> {
    .attempting { () throws(DeliveryFailure) in
      try JiraInbound(settings).poll(since: cursor, at: now, settings.conversation(exchange))
    }
  }

  package func fetch(_ file: ReportedFile, _ exchange: Exchange) -> Step<[UInt8]> {
    .attempting { () throws(DeliveryFailure) in try JiraInbound(settings).fetch(file, exchange) }
  }

  package func test(_ exchange: Exchange) -> Step<TestResult> {
    .attempting { () throws(DeliveryFailure) in try JiraInbound(settings).test(settings.conversation(exchange)) }
  }
}
