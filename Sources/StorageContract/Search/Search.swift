import Federation
import Foundation
import Storage
import Testing
import Ticketing

extension TrialDesk {
  /// The numbers of the tickets that some words find.
  func found(_ text: String) async throws -> [Int] {
    try await read { reader in
      var query = TicketQuery()
      query.text = text
      return try reader.tickets(query, PageRequest(limit: 200)).items.map(\.number).sorted()
    }
  }
}

extension Contract {
  static let search = [
    ContractCase("words of several languages are found in any case, with their marks and without") { trial in
      let desk = try await trial.desk()
      let texts = [
        "Der Drucker im Büro in Köln druckt größere Flächen", "La clé a été volée à l'hôtel où j'étais",
        "Принтер сломался в Москве, счёт придёт", "Ο εκτυπωτής χάλασε στην Αθήνα",
        "De coördinator heeft zeeën van tijd",
        "会議室のプリンターが壊れた", "Příliš žluťoučký kůň", "Drukarka w Łodzi",
      ]
      for text in texts { _ = try await desk.ticket(text) }
      let looked: [(String, Int)] = [
        ("büro", 1), ("BÜRO", 1), ("buro", 1), ("koln", 1), ("Ko\u{308}ln", 1), ("größere", 1), ("flachen", 1),
        ("clé", 2), ("cle", 2), ("ÉTÉ", 2), ("hotel", 2), ("hôtel", 2), ("etais", 2), ("принтер", 3), ("МОСКВЕ", 3),
        ("счет", 3),
        ("ПРИДЁТ", 3),
        ("εκτυπωτής", 4), ("ΑΘΉΝΑ", 4), ("χαλασε", 4), ("ΕΚΤΥΠΩΤΗΣ", 4), ("αθηνα", 4), ("coordinator", 5),
        ("coördinator", 5), ("zeeen", 5),
        ("プリンター", 6), ("会議", 6), ("壊れた", 6), ("zlutoucky", 7), ("KŮŇ", 7), ("Łodzi", 8),
      ]
      for (words, number) in looked { #expect(try await desk.found(words) == [number], "\(words)") }
    },
    ContractCase("a word is found by its beginning, not by its end, and all words must occur") { trial in
      let desk = try await trial.desk()
      _ = try await desk.ticket("Printer jammed", "Tray two of HP-4250n, room B12")
      _ = try await desk.ticket("Printing plates", "")
      #expect(try await desk.found("print") == [1, 2])
      #expect(try await desk.found("rinter") == [])
      #expect(try await desk.found("jam prin") == [1])
      #expect(try await desk.found("jam plates") == [])
      #expect(try await desk.found("4250") == [1])
      #expect(try await desk.found("hp-4250n") == [1])
      #expect(try await desk.found("b12 tray") == [1])
      #expect(try await desk.found("") == [1, 2])
      #expect(try await desk.found("  ") == [1, 2])
      #expect(try await desk.found("…!?") == [])
    },
    ContractCase("no sign or word of a query language means anything") { trial in
      let desk = try await trial.desk()
      _ = try await desk.ticket("alpha near beta", "gamma")
      _ = try await desk.ticket("alpha or not", "and")
      let looked: [(String, [Int])] = [
        ("\"alpha", [1, 2]), ("\"alpha\"\"", [1, 2]), ("alpha*", [1, 2]), ("*", []), ("alpha OR zeta", []),
        ("alpha NOT beta", []), ("NEAR(alpha beta)", [1]), ("NEAR(alpha beta, 2)", []), ("alpha AND gamma", []),
        ("alpha or", [2]), ("(((", []), ("alpha)", [1, 2]), ("words:alpha", []), ("-alpha", [1, 2]),
        ("^alpha", [1, 2]), ("{alpha beta}", [1]), ("alpha\u{0}beta", [1]), ("\u{0}", []), ("'; DROP TABLE x", []),
        ("alpha + beta", [1]), ("%", []), ("_", []), ("\\", []), ("&|!<->:*", []), ("alpha & beta", [1]),
        (String(repeating: "alpha ", count: 500), [1, 2]), (String(repeating: "a", count: 100_000), []),
        (String(repeating: "(", count: 10_000), []),
      ]
      for (words, numbers) in looked { #expect(try await desk.found(words) == numbers, "\(words.prefix(40))") }
    },
    ContractCase("another desk's words find nothing here") { trial in
      let (desk, other) = (try await trial.desk("acme"), try await trial.desk("beta"))
      _ = try await desk.ticket("secret merger")
      _ = try await other.ticket("open door")
      _ = try await other.ticket("secret door")
      #expect(try await desk.found("secret") == [1])
      #expect(try await desk.found("door") == [])
      #expect(try await other.found("merger") == [])
      #expect(try await other.found("door") == [1, 2])
    },
  ]

  static let searchChanges = [
    ContractCase("what was edited or retracted is no longer found, and what replaced it is") { trial in
      let desk = try await trial.desk()
      let ticket = try await desk.ticket("apple", "pear")
      var comments = ["cherry plum", "cherry fig"].map { desk.comment($0, on: ticket.id) }
      try await desk.write { [comments] in for comment in comments { try $0.put(comment) } }
      #expect(try await desk.found("apple pear") == [1])
      #expect(try await desk.found("plum") == [1])
      try comments[0].edit(body: "grape", at: trial.later(1))
      comments[1].retract(at: trial.later(1))
      try await desk.write { [comments] transaction in
        for comment in comments { try transaction.put(comment) }
        guard var edited = try transaction.lock(ticket.id)?.chained.ticket else { throw Refusal() }
        var changes = TicketChanges()
        changes.subject = "quince"
        _ = edited.apply(changes, at: trial.later(1))
        try transaction.update(edited)
      }
      for gone in ["apple", "plum", "fig", "cherry"] { #expect(try await desk.found(gone) == [], "\(gone)") }
      for there in ["quince", "pear", "grape"] { #expect(try await desk.found(there) == [1], "\(there)") }
      try await trial.reopen()
      #expect(try await desk.found("grape") == [1])
    },
    ContractCase("a text that is changed many times at once leaves one trace in the index") { trial in
      let desk = try await trial.desk()
      let ticket = try await desk.ticket("start")
      let comment = desk.comment("word0", on: ticket.id)
      try await desk.write { try $0.put(comment) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 1...50 {
          group.addTask {
            _ = try? await desk.write { transaction in
              guard var edited = try transaction.comment(comment.id) else { throw Refusal() }
              try edited.edit(body: "word\(number)x", at: trial.now)
              try transaction.put(edited)
              if number % 4 == 0 { throw Refusal() }
            }
          }
        }
        try await group.waitForAll()
      }
      let last = try #require(try await desk.read { try $0.comment(comment.id) }?.body)
      for number in 0...50 {
        let word = number == 0 ? "word0" : "word\(number)x"
        #expect(try await desk.found(word) == (word == last ? [1] : []), "\(word)")
      }
    },
    ContractCase("words of what was rolled back are not found") { trial in
      let desk = try await trial.desk()
      let ticket = try await desk.ticket("kept")
      let comment = desk.comment("phantom", on: ticket.id)
      await #expect(throws: Refusal.self) {
        try await desk.write { transaction in
          try transaction.put(comment)
          throw Refusal()
        }
      }
      #expect(try await desk.found("phantom") == [])
      try await desk.write { try $0.put(comment) }
      #expect(try await desk.found("phantom kept") == [1])
    },
  ]
}
