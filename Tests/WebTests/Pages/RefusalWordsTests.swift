import DeskActions
import Federation
import Foundation
import StrictJSON
import Testing
import Ticketing
import Web

@Suite("A refusal on a page")
struct RefusalWordsTests {
  private let library: PageLibrary

  init() throws { library = try PageLibrary() }

  static let moves =
    DelegatorMove.allCases.map(\.rawValue) + DelegateMove.allCases.map(\.rawValue)
    + ["change the ETA", "change deadlines or priority"]

  /// Every refusal with every state, side and move that it can have.
  static let refusals: [HandoffRefusal] = {
    var all: [HandoffRefusal] = [
      .notHolder(holder: "Sparks"), .ticketEnded(status: "Done"), .partnerTakesNoOffers(partner: "Sparks"),
      .neighbourInChain(partner: "Sparks"), .cannotBeHanded(partner: "Sparks"), .chainTooLong,
      .recovering(partner: "Sparks"),
      .completionLacks(CompletionRequirement.allCases), .statusNotYours(state: .offered, allowed: []),
    ]
    for move in moves {
      for state in HandoffState.allCases {
        all.append(.forbidden(move: move, state: state, allowed: []))
        all.append(.forbidden(move: move, state: state, allowed: moves))
        if state.isUnderWay { all.append(.innerHandoffOpen(move: move, partner: "Sparks", state: state)) }
      }
      for side in Side.allCases { all.append(.notYours(move: move, side: side)) }
      all.append(.statusNeedsMove(status: "Done", move: move, state: .accepted))
    }
    for state in HandoffState.allCases {
      all.append(.statusNotYours(state: state, allowed: ["accept"]))
      if state.isOpen { all.append(.alreadyHandedOver(partner: "Sparks", state: state)) }
    }
    for state in PartnershipState.allCases { all.append(.partnershipNotActive(state)) }
    return all
  }()

  @Test("is a whole sentence in every language, and never the same in two")
  func handoffs() {
    for refusal in Self.refusals {
      let sentences = Language.allCases.map { refusal.words(in: library.catalogue($0)) }
      #expect(Set(sentences).count == Language.allCases.count, "\(refusal)")
      for sentence in sentences { expectSentence(sentence, "\(refusal)") }
    }
  }

  @Test("has no word of the code in it")
  func people() {
    let words = ["holder", "turn ", "recall", "rework", "parked", "delegat", "handoff"]
    for refusal in Self.refusals {
      let sentence = refusal.words(in: library.catalogue(.english)).lowercased()
      #expect(words.filter(sentence.contains) == [], "\(refusal): \(sentence)")
    }
  }

  @Test("says what may be done instead")
  func instead() {
    let refusal = HandoffRefusal.forbidden(move: "complete", state: .completed, allowed: ["confirm", "rework"])
    #expect(
      refusal.words(in: library.catalogue(.english))
        == "The work was said to be solved. You cannot say that it is solved now. "
        + "What you can do now: accept the solution, say that it is not solved.")
  }

  @Test("of other kinds is a sentence in every language")
  func others() throws {
    let email = try #require(EmailAddress("ada@example.org"))
    for language in Language.allCases {
      let catalogue = library.catalogue(language)
      let partnerships: [PartnershipRefusal] =
        PartnershipState.allCases.map { .notOpen($0) } + [
          .invitationUsed, .invitationExpired(Date(timeIntervalSince1970: 0)), .ownInvitation, .alreadySuspended,
          .notSuspendedHere, .unknownFields(["a"]),
        ]
      let statuses: [StatusRefusal] = [
        .inUse("Open", tickets: 3), .neededByMapping("Open", partnerships: ["Acme"]), .lastOfCategory("Open", .new),
        .nameTaken("Open"),
      ]
      let people: [PeopleRefusal] = [.lastAdmin, .emailTaken(email), .nameTaken("North")]
      let comments: [CommentRefusal] = [.notYours(author: "Ada"), .retracted, .nothingToRelease]
      let sentences =
        partnerships.map { $0.words(in: catalogue) } + statuses.map { $0.words(in: catalogue) }
        + people.map { $0.words(in: catalogue) } + comments.map { $0.words(in: catalogue) }
      for sentence in sentences { expectSentence(sentence, "\(language)") }
    }
  }

  static let fieldProblems: [JSONProblem.Reason] = [
    .missing, .null, .empty, .wrongType(.string, expected: .wholeNumber), .wrongType(.string, expected: .object),
    .notWhole, .tooLong(limitInBytes: 9), .forbiddenCharacter("\u{0}"), .notAmong(["a"]), .outOfRange(0...9),
    .tooManyEntries(limit: 3), .notADate, .unreadable(expected: "an id"), .unknownField(known: []),
  ]

  @Test("of a field stands beside it in every language", arguments: fieldProblems)
  func fields(reason: JSONProblem.Reason) {
    for language in Language.allCases { expectSentence(reason.words(in: library.catalogue(language)), "\(language)") }
  }

  static let rules: [InvalidInput.Rule] = [
    .required, .passed, .unknown, .taken, .outside(0...9), .tooMany(limit: 3), .notAKey, .notSomeChoices(limit: 3),
    .choicesOfNothing,
  ]

  @Test("of what a form says stands beside it in every language, each in its own", arguments: rules)
  func inputs(rule: InvalidInput.Rule) {
    let problem = InvalidInput.Problem(pointer: "/key", detail: "is wrong", rule: rule)
    let sentences = Language.allCases.map { problem.words(in: library.catalogue($0)) }
    for sentence in sentences { expectSentence(sentence, "\(rule)") }
    #expect(Set(sentences).count == Language.allCases.count, "\(rule)")
  }

  private func expectSentence(_ sentence: String, _ what: Testing.Comment) {
    #expect(!sentence.contains("{{") && !sentence.contains("refusals."), what)
    #expect(sentence.hasSuffix("."), what)
    #expect(sentence.first.map { $0.isUppercase || !$0.isLetter } ?? false, what)
  }
}
