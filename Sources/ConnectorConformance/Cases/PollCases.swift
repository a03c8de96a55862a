import ConnectorKit
import Testing
import Ticketing

extension Conformance {
  static let polls: [ConformanceCase] = [
    ConformanceCase("hears nothing of what was before it first asked") { trial in
      guard trial.connector.isPolled else { return }
      _ = trial.far.open(subject: "An old one", description: "words")
      let first = try await trial.polled(since: nil)
      #expect(first.reports.isEmpty, "\(first.reports.count) are told anew to every new connection")
      #expect(!first.cursor.isEmpty)
    },
    ConformanceCase("F12: hears of a crowd of news without missing one, in order") { trial in
      guard trial.connector.isPolled else { return }
      try await trial.listen()
      let ids = (1...45).map { trial.far.open(subject: "Number \($0)", description: "words") }
      var seen: [String] = []
      for report in try await trial.news() where !seen.contains(report.ticket.id) { seen.append(report.ticket.id) }
      #expect(seen == ids)
      #expect(try await trial.news().isEmpty, "what was heard is told again, although nothing happened")
    },
    ConformanceCase("comes to an end whatever its cursor is, and whatever it is answered") { trial in
      guard trial.connector.isPolled else { return }
      _ = trial.far.open(subject: "One", description: "words")
      let cursor = try await trial.polled(since: nil).cursor
      let strange = ["", "x", "-1", "0", String(repeating: "9", count: 40), "' OR 1=1 --", "\u{0}\n", "{\"at\":[]}"]
      for cursor in strange {
        let run = try await trial.play { trial.connector.poll(since: cursor, at: Trial.now, $0) }
        #expect(!run.isEndless, "“\(cursor)”")
      }
      trial.far.say("News.", isPublic: true, on: trial.far.tickets[0].id)
      let places = try await trial.play { trial.connector.poll(since: cursor, at: Trial.now, $0) }.requests.indices
      for place in places {
        for answer in EgressAnswer.nasty {
          let run = try await trial.play({ $0 == place ? .answer(answer) : .none }) {
            trial.connector.poll(since: cursor, at: Trial.now, $0)
          }
          #expect(!run.isEndless, "request \(place), answered \(answer.excerpt)")
        }
      }
    },
    ConformanceCase("F13: asks again where it could not be answered: nothing is skipped") { trial in
      guard trial.connector.isPolled else { return }
      try await trial.listen()
      let cursor = try await trial.polled(since: nil).cursor
      _ = trial.far.open(subject: "One", description: "words")
      let places = try await trial.play { trial.connector.poll(since: cursor, at: Trial.now, $0) }.requests.indices
      for place in places {
        for (status, isTemporary) in [(401, false), (429, true), (500, true), (503, true)] {
          let run = try await trial.play({ $0 == place ? .answer(.page(status: status)) : .none }) {
            trial.connector.poll(since: cursor, at: Trial.now, $0)
          }
          #expect(
            run.failure?.isTemporary == isTemporary, "request \(place) was answered \(status): \(run.outcome)")
        }
      }
    },
  ]
}
