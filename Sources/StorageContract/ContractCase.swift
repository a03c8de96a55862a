import Testing

/// One rule that every engine keeps, as a sentence and the trial that shows it.
package struct ContractCase: Sendable, CustomTestStringConvertible {
  package let sentence: String
  private let body: @Sendable (Trial) async throws -> Void

  init(_ sentence: String, _ body: @escaping @Sendable (Trial) async throws -> Void) {
    self.sentence = sentence
    self.body = body
  }

  package var testDescription: String { sentence }

  /// Tries the rule on a fresh hub, and closes the hub.
  package func run(on hub: any StorageUnderTest) async throws {
    let trial = Trial(hub)
    do {
      try await body(trial)
    } catch {
      try await trial.close()
      throw error
    }
    try await trial.close()
  }
}

/// What every engine of storage must keep. An engine's tests run all of it:
///
///     @Test(arguments: Contract.cases)
///     func holds(_ rule: ContractCase) async throws { try await rule.run(on: makeHub()) }
package enum Contract {
  package static let cases: [ContractCase] =
    deskRecords + ticketRecords + familyRecords + federationRecords + accessRecords + secondSteps + transactions
    + isolation + paging
    + uniqueness + lanes + laneRivals + lanesHeld + lanesAfterClockJump + epochs + drifts + timers + answers + search
    + searchChanges
    + files + census
    + noticeRecords
    + mails
    + requesterMails
    + mailAccounts
    + webhooks
    + mappingVersions
    + connectionRecords
    + receivedMails
}
