package import Storage
package import Ticketing

/// One thing that a person does at a desk. Its properties are what it needs; it has one entry.
///
/// The door opens the transaction, since the effect, the rendered answer and the idempotency key belong in one commit. A
/// body may run again: it takes its ids and the time from `moment` only.
package protocol Action: Sendable {
  associatedtype Outcome: Sendable

  func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Outcome
}

/// There is no such thing at this desk, or it is another desk's: nobody is told which.
package struct NotFound: Error, Equatable, Sendable {
  package init() {}
}

/// What was asked for makes no sense; each problem names its place as a JSON pointer.
package struct InvalidInput: Error, Equatable, Sendable {
  package struct Problem: Equatable, Sendable {
    package let pointer: String
    package let detail: String
    /// What kind of problem it is, for who says it in other words.
    package let rule: Rule

    package init(pointer: String, detail: String, rule: Rule = .other) {
      self.pointer = pointer
      self.detail = detail
      self.rule = rule
    }

    /// Whether it names what might have been meant.
    package var offersOthers: Bool {
      switch rule {
      case .unknownNear, .ambiguous: true
      case .required, .passed, .unknown, .taken, .outside, .tooMany, .notAKey, .notSomeChoices, .choicesOfNothing,
        .misfit, .noField, .holdWithoutStatus, .noAddress, .hubsDomain, .hasPlus, .sameFolder, .hasAddress, .other:
        false
      }
    }
  }

  package enum Rule: Equatable, Sendable {
    case required
    /// A time that lies behind.
    case passed
    /// It names nothing that is here.
    case unknown
    /// It names nothing, but these begin so.
    case unknownNear([String])
    /// It names several; by these words each would be meant alone.
    case ambiguous([String])
    /// Another one has it.
    case taken
    case outside(ClosedRange<Int>)
    case tooMany(limit: Int)
    /// It is not written as the short name of a field is.
    case notAKey
    /// A choice allows from one to so many values, all different.
    case notSomeChoices(limit: Int)
    /// Allowed values where nothing is chosen.
    case choicesOfNothing
    /// A value that does not fit its field.
    case misfit(FieldMisfit)
    /// A field that the desk does not have.
    case noField
    /// Until when, or why, without a status that waits.
    case holdWithoutStatus
    /// It is no address of the web that can be asked.
    case noAddress
    /// An address of mail below the hub's own domain, where each desk has one by its name.
    case hubsDomain
    /// An address of mail with a plus sign in it.
    case hasPlus
    /// Mails would be moved to where they are.
    case sameFolder
    /// Words that lead somewhere, where none may.
    case hasAddress
    case other
  }

  package let problems: [Problem]

  package init(_ problems: [Problem]) { self.problems = problems }

  package init(_ pointer: String, _ detail: String, _ rule: Rule = .other) {
    problems = [Problem(pointer: pointer, detail: detail, rule: rule)]
  }
}

extension DeskStorage {
  /// Performs an action in a transaction of its own.
  package func perform<Performed: Action>(
    _ action: Performed, by actor: Actor, _ moment: Moment
  ) async throws -> Performed.Outcome {
    try await write(in: actor.tenant) { tx in
      var moment = moment
      return try action.perform(by: actor, in: tx, &moment)
    }
  }
}
