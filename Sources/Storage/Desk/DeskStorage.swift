package import Ticketing

/// Where one tenant's desk is kept: all that actions see of storage.
///
/// A body is synchronous, so nothing can be waited for inside a transaction; it may run again, so it takes ids and the time
/// from outside (`Moment`). What it throws rolls its own work back and comes out of the call.
package protocol DeskStorage: Sendable {
  /// The only way to write. It returns once the commit is on disk, refusals included: they may rest on a neighbour's row.
  ///
  /// - Throws: `StorageError`, or what the body throws.
  func write<Value: Sendable>(
    in tenant: TenantID, _ body: @escaping @Sendable (any DeskTransaction) throws -> Value
  ) async throws -> Value

  /// Reads one consistent state of the desk.
  func read<Value: Sendable>(
    in tenant: TenantID, _ body: @escaping @Sendable (any DeskReader) throws -> Value
  ) async throws -> Value

  /// A number that stands for all that can be read of the desk. Whoever asks for it, reads, and finds the same number later
  /// would read the same again.
  ///
  /// It changes with every commit that writes anything of the desk, after the commit can be read and before anybody hears of
  /// it. Nil where the engine cannot promise that, as where another node may write.
  func version(of tenant: TenantID) -> UInt64?

  /// A number that stands for who may do what at the desk: its tokens and its agents. Whoever asks for it, reads, and finds
  /// the same number later may still believe what was read of them.
  ///
  /// It changes with every commit that touches them, after the commit can be read and before anybody hears of it. Nil where
  /// the engine cannot promise that, as where another node may write: then nothing may be believed beyond its own read.
  func accessVersion(of tenant: TenantID) -> UInt64?
}

extension DeskStorage {
  package func version(of tenant: TenantID) -> UInt64? { nil }
  package func accessVersion(of tenant: TenantID) -> UInt64? { nil }
}

/// All that can be read of one desk.
package protocol DeskReader: SettingsReading, PeopleReading, TicketReading, ConversationReading, PartnershipReading,
  HandoffReading, DeliveryReading, TokenReading, SessionReading, AuditReading, AnswerReading, NoticeReading,
  SecondStepReading, DriftReading, ConnectionReading, WebhookReading, DeskAddressReading,
  ReceivedMailReading, RequesterMailReading, MailAccountReading
{
  var tenant: TenantID { get }
}

/// All that can be read and written of one desk, in one transaction.
package protocol DeskTransaction: DeskReader, SettingsWriting, PeopleWriting, TicketWriting, ConversationWriting,
  PartnershipWriting, HandoffWriting, DeliveryWriting, TokenWriting, SessionWriting, AuditWriting, AnswerWriting,
  NoticeWriting, SecondStepWriting, DriftWriting, ConnectionWriting,
  WebhookWriting, DeskAddressWriting, ReceivedMailWriting, RequesterMailWriting, MailAccountWriting
{}
