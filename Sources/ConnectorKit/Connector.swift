package import Foundation
package import StrictJSON

/// One kind of external desk, and how it is spoken with: a pure translation between its words and the hub's.
///
/// A connector sends nothing, waits for nothing and keeps nothing. Where it needs the far side's answer before it can go
/// on, it returns the request as a `Step`, and is asked again with all answers so far: the same answers give the same step.
/// Sending, retries, rates, secrets, order and storage belong to the hub.
package protocol Connector: Sendable {
  /// What programs call it: in the API and in tables. It never changes.
  static var kind: String { get }
  /// What people call it.
  static var title: String { get }
  static var schema: SettingsSchema { get }
  static var vocabulary: Vocabulary { get }
  /// Whether the far side can send webhooks at all, so that people are shown where they go.
  static var takesHooks: Bool { get }
  /// Whether the far side is known by its mails: then a connection has addresses of mail.
  static var takesMail: Bool { get }
  /// Whether the far side's name for a ticket that the hub makes there is known only once it tells of it by itself.
  static var numbersLater: Bool { get }

  /// - Throws: `SettingsRefusal` for what the schema cannot say.
  init(_ settings: Settings) throws(SettingsRefusal)

  /// Proves that a webhook comes from the far side, by its raw bytes, and reads what it says.
  func read(_ hook: Hook, at now: Date) throws(HookRefusal) -> [Report]

  /// The same, of a far side that gives something to be remembered, or wants to be answered in its own protocol's words.
  func hear(_ hook: Hook, at now: Date) throws(HookRefusal) -> Heard

  /// Judges whether a mail is the far side's, and reads what it says; of one that takes mail only.
  func read(_ mail: ForeignMail) throws(HookRefusal) -> [Report]

  /// A ticket in the far side's words, which asked for it (`HookAnswer.ticket`); null for one that it may not see.
  func show(_ ticket: ShownTicket) -> JSONValue

  /// Carries a change to the far side.
  func carry(_ change: Change, _ exchange: Exchange) -> Step<Receipt>

  /// Whether the far side is asked what is new, since it tells nothing by itself.
  var isPolled: Bool { get }

  /// How long it is waited between two times that the far side is asked.
  var pollsEvery: Duration { get }

  /// Asks what is new since a cursor; of one that is polled only.
  func poll(since cursor: String?, at now: Date, _ exchange: Exchange) -> Step<Polled>

  /// Gets the bytes of a file that a report named.
  func fetch(_ file: ReportedFile, _ exchange: Exchange) -> Step<[UInt8]>

  /// Tries whether settings and secrets are right, changing nothing there.
  func test(_ exchange: Exchange) -> Step<TestResult>
}

extension Connector {
  package static var takesHooks: Bool { true }
  package static var takesMail: Bool { false }
  /// Whether a connection has an address of its own that its external desk is told.
  package static var hasAddress: Bool { takesHooks || takesMail }
  package static var numbersLater: Bool { false }

  package func read(_: ForeignMail) throws(HookRefusal) -> [Report] { throw .unsigned }

  /// For a far side that asks for none.
  package func show(_: ShownTicket) -> JSONValue { .null }

  package func hear(_ hook: Hook, at now: Date) throws(HookRefusal) -> Heard { Heard(try read(hook, at: now)) }
}
