import ConnectorKit
import Testing
import Ticketing

extension Conformance {
  static let changes: [ConformanceCase] = [
    ConformanceCase("makes a ticket there, and knows which it is") { trial in
      let reference = try await trial.opened("Chiller 4 trips at noon")
      let made = try #require(trial.far.tickets.first, "nothing stands there")
      #expect(trial.far.tickets.count == 1)
      #expect(made.id == reference.id, "the receipt names another ticket than the one that was made")
      #expect(made.subject == "Chiller 4 trips at noon")
      #expect(!reference.number.isEmpty)
      if let url = reference.url { #expect(url.hasPrefix("http"), "\(url) leads nowhere") }
    },
    ConformanceCase("writes comments for those who may read them, with their author") { trial in
      let can = trial.vocabulary.conversation
      let ticket = try await trial.opened()
      for isPublic in [true, false] where can.contains(isPublic ? .publicComments : .privateComments) {
        let words = isPublic ? "We come at two." : "The valve again, I think."
        let run = try await trial.carry(trial.change(.comment(.sample(words, isPublic: isPublic)), on: ticket))
        #expect(run.receipt != nil, "it ended with \(run.outcome)")
        let comment = trial.far.tickets.first?.comments.last
        #expect(comment?.body.contains(words) == true, "there it says \(comment?.body ?? "nothing")")
        #expect(comment?.isPublic == isPublic)
        #expect(run.receipt?.item == comment?.id, "the receipt names no comment, or another")
        if !can.contains(.authors) { #expect(comment?.body.contains("Ivan") == true, "nobody is named there") }
      }
      #expect(can.contains(.publicComments) || can.contains(.privateComments), "it can say nothing at all")
    },
    ConformanceCase("writes the same words twice where they were said twice") { trial in
      let ticket = try await trial.opened()
      for _ in 0..<2 {
        _ = try await trial.carry(trial.change(.comment(.sample("Still the same.", isPublic: true)), on: ticket))
      }
      let said = trial.far.tickets.first?.comments.filter { $0.body.contains("Still the same.") }
      #expect(said?.count == 2)
    },
    ConformanceCase("sets each status that its standard mapping shows, or says which way is missing") { trial in
      for category in StatusCategory.allCases {
        let trial = try trial.again()
        let status = try #require(trial.vocabulary.status(for: category))
        let ticket = try await trial.opened()
        let now = trial.far.tickets.first?.status
        let run = try await trial.carry(trial.change(.status(status), on: ticket, status: now))
        if case .permanent(.noTransition(_, _, let offered)) = run.failure, category != .resolved {
          #expect(!offered.isEmpty, "it does not say which ways there are")
          continue
        }
        #expect(run.receipt != nil, "\(category): it ended with \(run.outcome)")
        #expect(trial.far.tickets.first?.status == status.status, "\(category)")
      }
    },
    ConformanceCase("says which fields are demanded with a status, where they are not supplied") { trial in
      for native in trial.vocabulary.statuses where !native.needs.isEmpty {
        let trial = try trial.again()
        let ticket = try await trial.opened()
        let before = trial.far.tickets.first?.status
        let bare = OutwardStatus(status: native.id, resolution: nil, fields: [:])
        let run = try await trial.carry(trial.change(.status(bare), on: ticket, status: before))
        guard case .permanent(.lacking(let fields)) = run.failure else {
          Issue.record("“\(native.id)” without \(native.needs) ended with \(run.outcome)")
          continue
        }
        #expect(!fields.isEmpty)
        #expect(trial.far.tickets.first?.status == before, "it was set nevertheless")
      }
    },
    ConformanceCase("ends for good, or does without, where a field is refused that the mapping names") { trial in
      let change = trial.change(
        .open(.sample("One with a field", trial.vocabulary, fields: ["there_is_no_such_field": "x"])))
      let run = try await trial.carry(change)
      if let failure = run.failure { #expect(!failure.isTemporary, "\(failure) comes back for ever") }
      #expect(run.receipt != nil || run.failure != nil, "it ended with \(run.outcome)")
    },
    ConformanceCase("carries each kind of change, or says that it cannot") { trial in
      for kind in ChangeKind.allCases {
        let trial = try trial.again()
        let run = try await trial.carried(kind)
        if let failure = run.failure {
          guard case .permanent(.unsupported) = failure else {
            Issue.record("\(kind.rawValue) ended with \(failure)")
            continue
          }
          #expect(!kind.isPromised(by: trial.vocabulary), "the vocabulary promises \(kind.rawValue)")
        } else {
          #expect(run.receipt != nil, "\(kind.rawValue) ended with \(run.outcome)")
        }
      }
    },
    ConformanceCase("says that a ticket is closed for good, or goes on in another one") { trial in
      for kind in [ChangeKind.publicComment, .status] {
        let trial = try trial.again()
        let ticket = try await trial.opened()
        guard trial.far.closeForGood(ticket.id) else { return }
        let run = try await trial.carry(try trial.change(kind, on: ticket))
        if let receipt = run.receipt {
          #expect(receipt.ticket != nil && receipt.ticket?.id != ticket.id, "it was done, but nobody knows where")
          #expect(trial.far.tickets.contains { $0.id == receipt.ticket?.id })
        } else {
          #expect(run.failure == .permanent(.closed), "it ended with \(run.outcome)")
        }
      }
    },
  ]
}
