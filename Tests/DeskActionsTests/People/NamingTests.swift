import DeskActions
import Federation
import SQLiteEngine
import Storage
import StorageContract
import Testing
import Ticketing

@Suite("Naming somebody", .timeLimit(.minutes(10)))
struct NamingTests {
  /// A desk with these people, the first of whom has left; what a word means there.
  private static func naming(
    _ people: [(name: String, email: String)], _ word: String, mayHaveLeft: Bool = false
  ) async throws -> Result<String, InvalidInput> {
    var found: Result<String, InvalidInput>?
    try await Desks.run(linked: false) { desks, _ in
      for (index, person) in people.enumerated() {
        let email = try #require(EmailAddress(person.email))
        let agent = try await desks.act(AddAgent(email: email, name: person.name, role: .agent), desks.acme.admin)
        if index == 0 { try await desks.act(ChangeAgent(agent.id, isActive: false), desks.acme.admin) }
      }
      found = try await desks.hub.read(in: desks.acme.tenant) { tx in
        do {
          return .success(try tx.agent(like: word, at: "/assignee", mayHaveLeft: mayHaveLeft).email.text)
        } catch let error as InvalidInput {
          return .failure(error)
        }
      }
    }
    return try #require(found)
  }

  private static let people = [
    ("Gone Away", "gone@acme.example"), ("Jan de Vries", "jan@acme.example"), ("Jan de Vries", "jan2@acme.example"),
    ("Zoë Zuiderduin", "zoe@acme.example"),
  ]

  @Test(
    "an address, a name in any case, or a name with the address behind means one",
    arguments: [
      ("JAN2@acme.example", "jan2@acme.example"), ("zoë ZUIDERDUIN", "zoe@acme.example"),
      ("Jan de Vries <jan@acme.example>", "jan@acme.example"), ("Whoever <zoe@acme.example>", "zoe@acme.example"),
    ])
  func one(word: String, email: String) async throws {
    #expect(try await Self.naming(Self.people, word).get() == email)
  }

  @Test("a name that two bear is refused, with what tells them apart")
  func several() async throws {
    guard case .failure(let refused) = try await Self.naming(Self.people, "jan de vries") else {
      Issue.record("somebody was guessed")
      return
    }
    guard case .ambiguous(let names) = refused.problems.first?.rule else {
      Issue.record("it is not told that several bear it")
      return
    }
    #expect(names.sorted() == ["Jan de Vries <jan2@acme.example>", "Jan de Vries <jan@acme.example>"])
  }

  @Test("the beginning of a name is refused, with those who were perhaps meant")
  func beginning() async throws {
    guard case .failure(let refused) = try await Self.naming(Self.people, "zui") else {
      Issue.record("somebody was guessed")
      return
    }
    #expect(refused.problems.map(\.rule) == [.unknownNear(["Zoë Zuiderduin <zoe@acme.example>"])])
  }

  @Test("who has left is meant by the address alone, and only where that is asked for", arguments: [true, false])
  func left(mayHaveLeft: Bool) async throws {
    let found = try await Self.naming(Self.people, "gone@acme.example", mayHaveLeft: mayHaveLeft)
    #expect((try? found.get()) == (mayHaveLeft ? "gone@acme.example" : nil))
    let named = try await Self.naming(Self.people, "Gone Away", mayHaveLeft: mayHaveLeft)
    #expect((try? named.get()) == nil)
  }
}
