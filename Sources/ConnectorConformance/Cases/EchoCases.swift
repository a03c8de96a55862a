import ConnectorKit
import Testing
import Ticketing

extension Conformance {
  /// What we said comes back, and what others say comes for the first time.
  static let echoes: [ConformanceCase] = [
    ConformanceCase("hears of a ticket that somebody there makes") { trial in
      try await trial.listen()
      let id = trial.far.open(subject: "Door 3 stays open", description: "Since the storm.")
      let reports = try await trial.news().filter { $0.ticket.id == id }
      try #require(!reports.isEmpty, "it tells nothing of it, neither by webhook nor when it is asked")
      #expect(reports.contains { $0.subject == "Door 3 stays open" })
      let words = reports.flatMap { [$0.description ?? ""] + $0.comments.map(\.body) }
      #expect(words.contains { $0.contains("Since the storm.") }, "the description is missing")
      let statuses = reports.compactMap(\.status)
      #expect(!statuses.isEmpty, "its status is missing")
      for status in statuses { #expect(trial.vocabulary.statuses.contains { $0.id == status }, "“\(status)”") }
    },
    ConformanceCase("hears what people there write: to whom, by whom, once") { trial in
      let id = trial.far.open(subject: "Door 3 stays open", description: "Since the storm.")
      try await trial.listen()
      for isPublic in [true, false] {
        let words = isPublic ? "It rains in." : "Do not tell them."
        trial.far.say(words, isPublic: isPublic, on: id)
        let reports = try await trial.news().filter { $0.ticket.id == id }
        let said = reports.flatMap(\.comments).filter { $0.body.contains(words) }
        #expect(Set(said.map(\.id)).count == 1, "“\(words)” is heard as \(said.count) comments")
        for comment in said {
          #expect(comment.isPublic == isPublic, "“\(words)”")
          #expect(!comment.isOwn && comment.marker == nil, "it is taken for our own")
          #expect(!comment.id.isEmpty)
          let author = comment.author ?? reports.compactMap(\.person).first
          #expect(author?.name.isEmpty == false, "nobody is named")
        }
      }
    },
    ConformanceCase("hears what becomes of a status, and when it was so") { trial in
      let id = trial.far.open(subject: "Door 3 stays open", description: "Since the storm.")
      try await trial.listen()
      let status = try #require(trial.vocabulary.status(for: .inProgress)?.status)
      trial.far.set(status: status, of: id)
      let reports = try await trial.news().filter { $0.ticket.id == id && $0.status != nil }
      #expect(reports.last?.status == status)
      for report in reports {
        #expect(report.at != nil, "an older one that comes late cannot be told from a newer one")
      }
    },
    ConformanceCase("F21: keeps a status of which nobody has heard as it is") { trial in
      let id = trial.far.open(subject: "Door 3 stays open", description: "Since the storm.")
      try await trial.listen()
      trial.far.set(status: "424242", of: id)
      let reports = try await trial.news().filter { $0.ticket.id == id }
      #expect(reports.contains { $0.status == "424242" }, "it is lost: \(reports.compactMap(\.status))")
    },
    ConformanceCase("knows its own ticket when it comes back, although its receipt was lost") { trial in
      try await trial.listen()
      let change = trial.change(.open(.sample("Fridge 7 is warm", trial.vocabulary)))
      _ = try await trial.carry(change)
      let id = try #require(trial.far.tickets.first?.id)
      trial.far.say("We saw it.", isPublic: true, on: id)
      let reports = try await trial.news().filter { $0.ticket.id == id }
      #expect(!reports.isEmpty)
      for report in reports {
        #expect(report.marker == change.marker, "it would be taken for a ticket of theirs")
      }
    },
    ConformanceCase("knows its own comments when they come back") { trial in
      try await trial.listen()
      let ticket = try await trial.opened()
      for isPublic in [true, false] {
        let words = OutwardComment.sample("Ours \(isPublic)", isPublic: isPublic)
        _ = try await trial.carry(trial.change(.comment(words), on: ticket))
      }
      // The webhook may be here before the receipt: what the receipt names is no help.
      for comment in try await trial.news().flatMap(\.comments) where comment.body.contains("Ours") {
        #expect(comment.isOwn || comment.marker != nil, "“\(comment.body)” would be taken for theirs")
      }
    },
    ConformanceCase("F11: finds the same in what is told twice") { trial in
      try await trial.listen()
      let (before, cursor) = (
        trial.far.hooks.count, trial.connector.isPolled ? try await trial.polled(since: nil).cursor : nil
      )
      let id = trial.far.open(subject: "Door 3 stays open", description: "Since the storm.")
      trial.far.say("It rains in.", isPublic: true, on: id)
      var keys: [String] = []
      for hook in trial.far.hooks.dropFirst(before) {
        let signed = trial.subject.signed(hook, trial.setup, at: Trial.now)
        let first = try trial.connector.read(signed, at: Trial.now)
        #expect(try trial.connector.read(signed, at: Trial.now) == first)
        for report in first { keys.append(try #require(report.key, "nothing tells it from another: it has no key")) }
      }
      #expect(Set(keys).count == keys.count, "two are taken for one: \(keys)")
      guard let cursor else { return }
      let first = try await trial.polled(since: cursor)
      #expect(try await trial.polled(since: cursor) == first)
      for report in first.reports { #expect(report.key != nil, "nothing tells it from another: it has no key") }
    },
  ]
}
