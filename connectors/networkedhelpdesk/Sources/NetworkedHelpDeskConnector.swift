package import ConnectorKit
package import Foundation
package import StrictJSON

/// Any desk that speaks the Networked Help Desk protocol 1.0, as Zendesk's ticket sharing does: the two share tickets as if the
/// hub were one of their kind.
///
/// The far side tells what happens by requests to the hub's own sharing address. What is to be said about agreements is said
/// when the hub asks what is new: nothing else begins a conversation of its own.
package struct NetworkedHelpDeskConnector: Connector {
  package static let kind = "networkedhelpdesk"
  package static let title = "Networked Help Desk (Zendesk ticket sharing)"
  package static let schema = NetworkedHelpDeskSettings.schema
  package static let vocabulary = NetworkedHelpDeskVocabulary.vocabulary

  let settings: NetworkedHelpDeskSettings

  package init(_ settings: Settings) throws(SettingsRefusal) {
    self.settings = try NetworkedHelpDeskSettings(settings)
  }

  package let isPolled = true
  package let pollsEvery: Duration = .seconds(60)

  package func read(_ hook: Hook, at now: Date) throws(HookRefusal) -> [Report] { try hear(hook, at: now).reports }

  package func hear(_ hook: Hook, at now: Date) throws(HookRefusal) -> Heard {
    try NetworkedHelpDeskInbound(settings).hear(hook, at: now)
  }

  package func show(_ ticket: ShownTicket) -> JSONValue { NetworkedHelpDeskVocabulary.shown(ticket, in: settings) }

  package func carry(_ change: Change, _ exchange: Exchange) -> Step<Receipt> {
    .attempting { () throws(DeliveryFailure) in
      try NetworkedHelpDeskOutbound(settings, change, exchange).carry()
    }
  }

  package func poll(since cursor: String?, at _: Date, _ exchange: Exchange) -> Step<Polled> {
    .attempting { () throws(DeliveryFailure) in
      try NetworkedHelpDeskAgreements(settings, exchange).settle(since: cursor)
    }
  }

  package func fetch(_ file: ReportedFile, _ exchange: Exchange) -> Step<[UInt8]> {
    .attempting { () throws(DeliveryFailure) in try NetworkedHelpDeskInbound(settings).fetch(file, exchange) }
  }

  package func test(_ exchange: Exchange) -> Step<TestResult> {
    .attempting { () throws(DeliveryFailure) in try NetworkedHelpDeskAgreements(settings, exchange).test() }
  }
}
