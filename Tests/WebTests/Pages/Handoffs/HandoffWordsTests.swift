import Federation
import Foundation
import Testing
import Ticketing
import Web

@Suite("A handoff in people's words")
struct HandoffWordsTests {
  private let library: PageLibrary
  private let desk: SmallDesk

  init() throws {
    library = try PageLibrary()
    desk = try SmallDesk()
  }

  @Test(
    "says who and when, for both sides in every state and language", arguments: Side.allCases, HandoffState.allCases)
  func sentence(side: Side, state: HandoffState) throws {
    let handoff = try handoff(side, state)
    for language in Language.allCases {
      let sentence = words(language).sentence(handoff, partner: "Fieldworks")
      #expect(sentence.contains("Fieldworks"), "\(language)")
      #expect(sentence.contains("10:40"), "\(language)")
      #expect(!sentence.contains("{{") && !sentence.contains("handoffs."), "\(language)")
    }
    #expect(
      words(.english).sentence(handoff, partner: "Fieldworks") != words(.dutch).sentence(handoff, partner: "Fieldworks")
    )
  }

  @Test("tells each state of each side apart")
  func differs() throws {
    var seen: Set<String> = []
    for side in Side.allCases {
      for state in HandoffState.allCases {
        seen.insert(words(.english).sentence(try handoff(side, state), partner: "Fieldworks"))
      }
    }
    #expect(seen.count == Side.allCases.count * HandoffState.allCases.count)
  }

  static let asking: [(Side, HandoffState)] = [
    (.delegator, .completed), (.delegator, .declined), (.delegator, .returned), (.delegate, .offered),
    (.delegate, .completed), (.delegate, .confirmed), (.delegate, .withdrawn), (.delegate, .recalled),
  ]

  @Test("is news where the other desk did something", arguments: Side.allCases, HandoffState.allCases)
  func news(side: Side, state: HandoffState) throws {
    let isNews = Self.asking.contains { $0 == (side, state) }
    for language in Language.allCases {
      let news = words(language).news(try handoff(side, state), partner: "Fieldworks")
      #expect((news != nil) == isNews, "\(language)")
      #expect(news?.contains("Fieldworks") ?? true, "\(language)")
    }
  }

  @Test("is news where a solution was sent back to work")
  func reworked() throws {
    let handoff = try handoff(.delegate, .accepted, reason: "It trips again")
    let news = words(.english).news(handoff, partner: "Acme")
    #expect(news == "Acme says it is not solved yet. The work is here again.")
    #expect(words(.english).reason(handoff) == "It trips again")
  }

  @Test("says the hub's own reasons in the reader's language", arguments: FixedReason.allCases)
  func fixedReason(reason: FixedReason) throws {
    let handoff = try handoff(.delegate, .recalled, reason: reason.rawValue)
    for language in Language.allCases {
      let said = try #require(words(language).reason(handoff))
      #expect(said != reason.rawValue && !said.contains("handoffs."), "\(language)")
    }
  }

  @Test("names how a ticket was solved in every language", arguments: ResolutionCode.allCases)
  func solution(code: ResolutionCode) throws {
    let full = try handoff(.delegator, .completed, completion: Resolution(code: code, text: "New contactor"))
    let bare = try handoff(.delegator, .completed, completion: Resolution(code: code, text: ""))
    for language in Language.allCases {
      let named = try #require(words(language).solution(bare))
      #expect(!named.contains("handoffs.") && named != code.rawValue, "\(language)")
      #expect(words(language).solution(full) == "\(named): New contactor", "\(language)")
    }
  }

  private func words(_ language: Language) -> HandoffWords {
    let catalogue = library.catalogue(language)
    return HandoffWords(catalogue, PageClock(now: Self.now.addingTimeInterval(60), zone: .gmt, catalogue: catalogue))
  }

  /// 2026-11-21 at 10:40 UTC.
  private static let now = Date(timeIntervalSince1970: 1_795_257_600)

  private func handoff(
    _ side: Side, _ state: HandoffState, reason: String? = nil, completion: Resolution? = nil
  ) throws -> Handoff {
    var moment = Moment(now: Self.now, seed: 3)
    return Handoff(
      id: moment.newID(), partnership: moment.newID(), ticket: moment.newID(), side: side, state: state,
      turn: Turn(number: 1), lane: Lane(),
      chain: ChainTags(startingAt: desk.desk.federationID, moment: &moment), follows: nil, offeredAt: Self.now,
      since: Self.now, message: nil, requires: [], partnerNumber: nil, respondBy: nil, resolveBy: nil, eta: nil,
      completion: completion.map { Completion(resolution: $0) }, reason: reason, confirmAt: nil, isOverdue: false,
      partnerStatus: nil, toldStatus: nil, beyond: [], toldChain: [], replySeq: 0)
  }
}
