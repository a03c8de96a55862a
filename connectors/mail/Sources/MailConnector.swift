package import ConnectorKit
package import Foundation

/// Any desk that is known by its mails alone: what its notices say is read by a template, and it is answered as it wants to be.
package struct MailConnector: Connector {
  package static let kind = "mail"
  package static let title = "A desk by mail"
  package static let schema = MailSettings.schema
  package static let vocabulary = MailVocabulary.vocabulary
  package static let takesHooks = false
  package static let takesMail = true
  package static let numbersLater = true

  let settings: MailSettings

  package init(_ settings: Settings) throws(SettingsRefusal) { self.settings = try MailSettings(settings) }

  package let isPolled = false
  package let pollsEvery: Duration = .seconds(3_600)

  /// It sends no webhooks.
  package func read(_: Hook, at _: Date) throws(HookRefusal) -> [Report] { throw .unsigned }

  package func read(_ mail: ForeignMail) throws(HookRefusal) -> [Report] { try MailInbound(settings).read(mail) }

  package func carry(_ change: Change, _ exchange: Exchange) -> Step<Receipt> {
    .attempting { () throws(DeliveryFailure) in try MailOutbound(settings, exchange).carry(change) }
  }

  /// It is not asked.
  package func poll(since cursor: String?, at _: Date, _: Exchange) -> Step<Polled> {
    .done(Polled(reports: [], cursor: cursor ?? "", isWhole: true))
  }

  /// The bytes lie in the mail that named the file.
  package func fetch(_ file: ReportedFile, _ exchange: Exchange) -> Step<[UInt8]> {
    exchange.answers.first.map { .done($0.body) } ?? .read(file.location)
  }

  /// There is nobody to ask: only a mail would tell, and it would be one too many.
  package func test(_: Exchange) -> Step<TestResult> { .done(TestResult(account: settings.senders.sorted().first)) }
}
