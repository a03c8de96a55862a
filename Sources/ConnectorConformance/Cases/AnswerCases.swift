import ConnectorKit
import StrictJSON
import Testing
import Ticketing

extension Conformance {
  /// What the far side may answer instead of what it should, and what has to come of it.
  static let answers: [ConformanceCase] =
    [
      refusal("F15: takes 401 for secrets that are not accepted", 401) { $0.cause == .notAuthorised },
      refusal("F15: takes 403 for rights that do not reach", 403) { $0.cause == .notAuthorised },
      refusal("F15: takes 404 for a ticket that is not there any more", 404) { $0 == .permanent(.notFound) },
      refusal("F14: tries again where somebody changed the ticket at the same moment: 409", 409) { $0.isTemporary },
      refusal("F15: gives up what is refused as unfit: 400", 400) { !$0.isTemporary },
      refusal("F15: gives up what is refused as unfit: 422", 422) { !$0.isTemporary },
      refusal("A51, F15: gives up where it is sent elsewhere: 302", 302) { !$0.isTemporary },
      refusal("F14: waits as long as it is asked to: 429", 429, retryAfter: 7) {
        $0 == .temporary(retryAfter: .seconds(7), .rateLimited)
      },
      refusal("F14: waits where it is asked less often: 429 without a time", 429) {
        $0 == .temporary(retryAfter: nil, .rateLimited)
      },
    ]
    + [408, 500, 502, 503, 504].map { status in
      refusal("F14: tries again later: \(status)", status) { $0 == .temporary(retryAfter: nil, .unavailable) }
    } + [
      ConformanceCase("F15: takes no page of HTML for an answer") { trial in
        try await trial.eachAnswer(of: .newTicket, as: .page(status: 200)) { run, place in
          #expect(run.receipt == nil, "request \(place) was answered with a page, and the ticket counts as made")
        }
      },
      ConformanceCase("comes to an end whatever it is answered") { trial in
        for kind in ChangeKind.allCases {
          for answer in EgressAnswer.nasty {
            try await trial.eachAnswer(of: kind, as: answer) { run, place in
              #expect(!run.isEndless, "\(kind.rawValue), request \(place), answered \(answer.excerpt)")
            }
          }
        }
      },
      ConformanceCase("takes nothing for a ticket that has no id") { trial in
        for body: JSONValue in [[:], [], nil, ["result": [:]], ["ticket": [:]], ["id": nil], ["ticket": ["id": -1]]] {
          try await trial.eachAnswer(of: .newTicket, as: .json(body, status: 201)) { run, _ in
            guard let receipt = run.receipt else { return }
            #expect(receipt.ticket?.id.isEmpty == false, "a ticket without an id counts as made")
          }
        }
      },
    ]

  /// Each writing request of each kind of change is answered with that status, as a page of a proxy's.
  private static func refusal(
    _ sentence: String, _ status: Int, retryAfter: Int? = nil,
    _ isRight: @escaping @Sendable (DeliveryFailure) -> Bool
  ) -> ConformanceCase {
    ConformanceCase(sentence) { trial in
      for kind in [ChangeKind.newTicket, .publicComment, .status] {
        try await trial.eachAnswer(
          of: kind, as: .page(status: status, retryAfter: retryAfter), onlyWhereItWrites: true
        ) { run, place in
          guard let failure = run.failure else {
            Issue.record("\(kind.rawValue): request \(place) was answered \(status), and it ended with \(run.outcome)")
            return
          }
          #expect(isRight(failure), "\(kind.rawValue): request \(place) was answered \(status): \(failure)")
        }
      }
    }
  }
}

extension Trial {
  /// Carries a change as often as it has requests; each time another one of them is answered so.
  ///
  /// - Parameter onlyWhereItWrites: what only asks is answered as it should be.
  func eachAnswer(
    of kind: ChangeKind, as answer: EgressAnswer, onlyWhereItWrites: Bool = false,
    _ judge: (Run<Receipt>, Int) -> Void
  ) async throws {
    let whole = try await again().carriedAlone(kind) { _ in .none }
    let requests = whole.requests
    guard !whole.isEndless else {
      Issue.record("\(kind.rawValue): it asks for ever, whatever it is answered")
      return
    }
    for place in requests.indices where !onlyWhereItWrites || requests[place].method != .get {
      let run = try await again().carriedAlone(kind) { $0 == place ? .answer(answer) : .none }
      judge(run, place)
    }
  }

  /// A change of that kind on a ticket that somebody there has made.
  func carriedAlone(_ kind: ChangeKind, _ tamper: (Int) -> Tampering) async throws -> Run<Receipt> {
    let ticket = ExternalReference(id: far.open(subject: "Somebody's", description: "words"))
    if kind == .priority, vocabulary.priorities.isEmpty { return Run().ended }
    return try await carry(try change(kind, on: ticket), tamper)
  }
}

extension EgressAnswer {
  /// As a proxy or a login page answers in the far side's stead.
  static func page(status: Int, retryAfter: Int? = nil) -> EgressAnswer {
    let headers = [AnswerHeader(name: "Content-Type", value: "text/html; charset=utf-8")]
    let wait = retryAfter.map { [AnswerHeader(name: "Retry-After", value: String($0))] } ?? []
    return EgressAnswer(
      status: status, headers: headers + wait,
      body: Array("<!DOCTYPE html><html><body><h1>Sorry</h1></body></html>".utf8))
  }

  /// Successes that are none: wrong types, missing fields, keys that are there twice, nesting without end.
  static let nasty: [EgressAnswer] = [
    page(status: 200), EgressAnswer(status: 200), EgressAnswer(status: 204), json(nil), json([]), json([:]),
    json("words"), json(17), json(["result": nil, "ticket": nil, "id": nil, "items": nil]),
    json(["result": "x", "ticket": "x", "id": [:], "items": "x", "key": 1]),
    json(["result": [nil, 1, "x", [[]]], "ticket": [1], "id": 1e300, "items": [nil, 1, ["id": []]], "results": [[]]]),
    json(["result": ["sys_id": 4, "number": []], "ticket": ["id": 9_223_372_036_854_775_807, "status": 5]]),
    EgressAnswer(status: 200, body: Array("{\"id\":1,\"id\":2}".utf8)),
    EgressAnswer(status: 200, body: Array(String(repeating: "[", count: 100_000).utf8)),
    EgressAnswer(status: 200, body: [0xEF, 0xBB, 0xBF, 0x7B, 0x7D, 0xFF, 0x00]),
    EgressAnswer(status: 200, body: [UInt8](repeating: 0x20, count: 5_000_000)),
    EgressAnswer(status: 0), EgressAnswer(status: -7), EgressAnswer(status: 999),
  ]
}

extension Run {
  /// There was nothing to do.
  fileprivate var ended: Run {
    var run = self
    run.outcome = .unanswered
    return run
  }
}
