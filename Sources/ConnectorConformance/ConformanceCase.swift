import Testing

/// One rule that every connector keeps, as a sentence and the trial that shows it.
package struct ConformanceCase: Sendable, CustomTestStringConvertible {
  package let sentence: String
  private let body: @Sendable (Trial) async throws -> Void

  init(_ sentence: String, _ body: @escaping @Sendable (Trial) async throws -> Void) {
    self.sentence = sentence
    self.body = body
  }

  package var testDescription: String { sentence }

  /// Tries the rule in each way in which the connector can be set up, each time with a new far side.
  package func run(on subject: any ConformanceSubject) async throws {
    try #require(!subject.setups.isEmpty, "hand in at least one set-up")
    for setup in subject.setups { try await body(try Trial(subject, setup)) }
  }
}

/// What every connector must keep. A connector's tests run all of it:
///
///     @Test(arguments: Conformance.cases)
///     func holds(_ rule: ConformanceCase) async throws { try await rule.run(on: MySubject()) }
package enum Conformance {
  package static let cases: [ConformanceCase] =
    settings + words + changes + answers + losses + echoes + hooks + forgeries + mails + hostileBodies + polls + files
    + secrets + tables
}
