import ConnectorKit
import Testing
import Ticketing

extension Conformance {
  /// Nobody knows whether the far side has acted: its answer was lost, or the request never got there.
  static let losses: [ConformanceCase] = [
    ConformanceCase("makes nothing twice where an answer was lost") { trial in
      for kind in ChangeKind.allCases { try await trial.triedTwice(kind, .lost) }
    },
    ConformanceCase("makes what was not made where a request never got there") { trial in
      for kind in ChangeKind.allCases { try await trial.triedTwice(kind, .unsent) }
    },
    ConformanceCase("knows what it made although only the second try was answered") { trial in
      let lost = trial.change(.open(.sample("Fridge 7 is warm", trial.vocabulary)))
      let places = 0..<(try await trial.again().carry(lost).sent)
      for place in places {
        let trial = try trial.again()
        _ = try await trial.carry(lost) { $0 == place ? .lost : .none }
        let run = try await trial.carry(lost, earlierTries: 1)
        #expect(trial.far.tickets.count == 1, "request \(place): \(trial.far.tickets.count) stand there")
        let known = try await trial.reference(of: lost, run.receipt)
        #expect(known?.id == trial.far.tickets.first?.id, "request \(place): \(run.outcome)")
      }
    },
  ]
}

extension Trial {
  /// Carries a change whose request at each place is tampered with, then carries it again: once is what stands there then.
  fileprivate func triedTwice(_ kind: ChangeKind, _ tampering: Tampering) async throws {
    guard kind.isPromised(by: vocabulary), kind != .edit, kind != .retraction else { return }
    let whole = try again()
    let places = try await whole.carriedAlone(kind) { _ in .none }.sent
    let expected = whole.far.tickets.map(\.told)
    for place in 0..<places {
      let trial = try again()
      let ticket = ExternalReference(id: trial.far.open(subject: "Somebody's", description: "words"))
      let change = try trial.change(kind, on: ticket)
      _ = try await trial.carry(change) { $0 == place ? tampering : .none }
      let run = try await trial.carry(change, earlierTries: 1)
      #expect(run.receipt != nil, "\(kind.rawValue), request \(place): the second try ended with \(run.outcome)")
      #expect(trial.far.tickets.map(\.told) == expected, "\(kind.rawValue), request \(place)")
    }
  }
}

extension FarTicket {
  /// What people read there, without ids and markers.
  fileprivate var told: [String] {
    [subject, status, priority, "\(comments.count) comments"] + files.map { "\($0.name): \($0.bytes.count)" }
  }
}
