package import ConnectorKit
package import Foundation

/// Request Tracker 5 by its REST interface 2.0. It tells nothing by itself, so it is asked; one queue of it is bridged.
package struct RequestTrackerConnector: Connector {
  package static let kind = "requesttracker"
  package static let title = "Request Tracker"
  package static let schema = RequestTrackerSettings.schema
  package static let takesHooks = false
  package static let vocabulary = RequestTrackerVocabulary.vocabulary

  let settings: RequestTrackerSettings

  package init(_ settings: Settings) throws(SettingsRefusal) {
    self.settings = try RequestTrackerSettings(settings)
  }

  package let isPolled = true
  package var pollsEvery: Duration { settings.pollsEvery }

  /// Request Tracker sends no webhooks.
  package func read(_: Hook, at _: Date) throws(HookRefusal) -> [Report] { throw .unsigned }

  package func carry(_ change: Change, _ exchange: Exchange) -> Step<Receipt> {
    .attempting { () throws(DeliveryFailure) in try RequestTrackerOutbound(settings, exchange).carry(change) }
  }

  package func poll(since cursor: String?, at _: Date, _ exchange: Exchange) -> Step<Polled> {
    .attempting { () throws(DeliveryFailure) in try RequestTrackerInbound(settings, exchange).poll(since: cursor) }
  }

  package func fetch(_ file: ReportedFile, _ exchange: Exchange) -> Step<[UInt8]> {
    .attempting { () throws(DeliveryFailure) in try RequestTrackerInbound(settings, exchange).fetch(file) }
  }

  package func test(_ exchange: Exchange) -> Step<TestResult> {
    .attempting { () throws(DeliveryFailure) in try RequestTrackerInbound(settings, exchange).test() }
  }
}
