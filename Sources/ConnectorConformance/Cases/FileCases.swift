import ConnectorKit
import Testing
import Ticketing

extension Conformance {
  static let files: [ConformanceCase] = [
    ConformanceCase("brings a file there byte by byte, under its name") { trial in
      guard trial.vocabulary.conversation.contains(.files) else { return }
      let ticket = try await trial.opened()
      let bytes = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      let run = try await trial.carry(trial.change(.file(.sample(bytes: bytes)), on: ticket))
      #expect(run.receipt != nil, "it ended with \(run.outcome)")
      let there = trial.far.tickets.first?.files.first
      #expect(there?.name == "meter “reading” 1.txt")
      #expect(there?.bytes == bytes)
    },
    ConformanceCase("says that a file is too large for the far side") { trial in
      guard trial.vocabulary.conversation.contains(.files) else { return }
      let ticket = try await trial.opened()
      trial.far.largestFile = 1_000
      let run = try await trial.carry(
        trial.change(.file(.sample(bytes: [UInt8](repeating: 7, count: 1_001))), on: ticket))
      guard case .permanent(.tooLarge) = run.failure else {
        Issue.record("it ended with \(run.outcome)")
        return
      }
    },
    ConformanceCase("hears of a file that somebody there attaches, and gets it") { trial in
      guard trial.vocabulary.conversation.contains(.files) else { return }
      let id = trial.far.open(subject: "Door 3 stays open", description: "Since the storm.")
      try await trial.listen()
      let bytes = (0..<3_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
      trial.far.attach("door.bin", bytes, to: id)
      let files = try await trial.news().filter { $0.ticket.id == id }.flatMap(\.files)
      #expect(Set(files.map(\.id)).count == 1, "it is heard as \(files.count) files")
      guard let file = files.first else { return }
      #expect(file.name == "door.bin")
      let run = try await trial.play { trial.connector.fetch(file, $0) }
      #expect(run.done == bytes, "fetching it ended with \(run.done.map { "\($0.count) bytes" } ?? "\(run.outcome)")")
      for answer in EgressAnswer.nasty + [.page(status: 404), .page(status: 302)] {
        let run = try await trial.play({ _ in .answer(answer) }) { trial.connector.fetch(file, $0) }
        #expect(!run.isEndless, "answered \(answer.excerpt)")
      }
    },
    ConformanceCase("A51: shows its secrets to nobody else, whatever address a file or an answer names") { trial in
      let places = [
        "https://evil.example/steal", "//evil.example/steal", "http://evil.example:8080/", "https://evil.example", "",
        "../../admin", "/", "\u{0}", "https://user@evil.example/",
      ]
      let elsewhere = EgressAnswer(
        status: 302, headers: [AnswerHeader(name: "Location", value: "https://evil.example/steal")])
      for place in places {
        let file = ReportedFile(id: "9", name: "x", type: nil, size: 5, location: place, isPublic: true)
        for tampering in [Tampering.none, .answer(elsewhere)] {
          let run = try await trial.play({ _ in tampering }) { trial.connector.fetch(file, $0) }
          #expect(!run.isEndless, "“\(place)”")
          for request in run.requests where request.url.host == "evil.example" {
            for header in request.headers {
              #expect(!trial.tells(header.value), "“\(place)”: \(header.name) is shown to a stranger")
              #expect(header.name.lowercased() != "authorization", "“\(place)”")
            }
          }
        }
      }
      for kind in [ChangeKind.newTicket, .publicComment] {
        let run = try await trial.again().carriedAlone(kind) { _ in .answer(elsewhere) }
        #expect(!run.requests.contains { $0.url.host == "evil.example" }, "it follows where it is sent")
      }
    },
  ]
}
