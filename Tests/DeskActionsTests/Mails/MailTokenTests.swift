import DeskActions
import Federation
import Foundation
import SQLStorage
import SQLiteEngine
import Storage
import Testing
import Ticketing

@Suite("The token in an address that a requester answers to", .timeLimit(.minutes(10)))
struct MailTokenTests {
  @Test("A01 finds its ticket, and at no other number, desk or requester")
  func bound() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let (first, second) = (try await desks.asked(at: desks.acme), try await desks.asked(at: desks.acme))
      let foreign = try await desks.asked(at: desks.smith)
      let text = try await desks.replyToken(to: first, at: desks.acme)
      #expect(try await desks.proven(text, at: desks.acme) == first.id)
      #expect(foreign.number == first.number)
      #expect(try await desks.proven(text, at: desks.smith) == nil)
      for distance in 1...1_000 {
        #expect(try await desks.proven(text.moved(by: distance), at: desks.acme) == nil)
      }
      #expect(try await desks.proven(text.moved(by: second.number - first.number), at: desks.acme) == nil)
      var input = TicketInput()
      input.requester = .to(
        TicketInput.Person(email: EmailAddress("other@customer.example"), name: "Other", phone: nil))
      try await desks.act(ChangeTicket(first.id, input), desks.acme.agent)
      #expect(try await desks.proven(text, at: desks.acme) == nil)
    }
  }

  @Test("A04 is none when cut, altered, of another version or kind, or without a code")
  func altered() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let ticket = try await desks.asked(at: desks.acme)
      let text = try await desks.replyToken(to: ticket, at: desks.acme)
      #expect(
        text.utf8.count <= 40 && text.utf8.allSatisfy { "0123456789abcdefghijklmnopqrstuvwxyz.".utf8.contains($0) })
      for length in 0..<text.utf8.count {
        #expect(try await desks.proven(String(text.prefix(length)), at: desks.acme) == nil)
        #expect(try await desks.proven(String(text.suffix(length)), at: desks.acme) == nil)
      }
      let characters = Array(text)
      for index in characters.indices {
        for other in "0123456789abcdefghijklmnopqrstuvwxyzAR.-+ " where other != characters[index] {
          var altered = characters
          altered[index] = other
          #expect(try await desks.proven(String(altered), at: desks.acme) == nil)
        }
      }
      let parts = text.split(separator: ".")
      let (number, code) = (parts[1], parts[2])
      for other in [
        "\(number)", "\(number).\(code)", "r0.\(number).\(code)", "r2.\(number).\(code)", "v0.\(number)",
        "r1.\(number).", "r1.\(number)", "r1.\(number).\(String(repeating: "0", count: 26))", "r1..\(code)",
        "r1.0\(number).\(code)", "r1.+\(number).\(code)", "b1.\(number).1.\(code)", "m1.\(number).1.\(code)",
        "r1.\(number).1.\(code)", text.uppercased(), text + ".", " " + text, text + "\n",
      ] {
        #expect(try await desks.proven(other, at: desks.acme) == nil, "\(other)")
      }
    }
  }

  @Test("is none for a ticket that nobody asked for")
  func nobody() async throws {
    try await Desks.run(linked: false) { desks, _ in
      let ticket = try await desks.ticket(desks.open(at: desks.acme), at: desks.acme)
      #expect(try await desks.hub.read(in: desks.acme.tenant) { try $0.replyToken(to: ticket) } == nil)
    }
  }
}

extension Desks {
  /// A ticket that somebody asked for.
  func asked(_ address: String = "rita@customer.example", at desk: TestDesk) async throws -> Ticket {
    var input = TicketInput()
    input.changes.subject = "The till is dead"
    input.requester = .to(TicketInput.Person(email: EmailAddress(address), name: "Rita", phone: nil))
    return try await act(OpenTicket(input), desk.agent).ticket
  }

  fileprivate func replyToken(to ticket: Ticket, at desk: TestDesk) async throws -> String {
    guard let token = try await hub.read(in: desk.tenant, { try $0.replyToken(to: ticket) }) else { throw NotFound() }
    return token.text
  }

  fileprivate func proven(_ text: String, at desk: TestDesk) async throws -> TicketID? {
    guard let token = MailToken(text) else { return nil }
    return try await hub.read(in: desk.tenant) { try $0.ticket(provenBy: token)?.id }
  }
}

extension String {
  /// The same code at another number.
  fileprivate func moved(by distance: Int) -> String {
    let parts = split(separator: ".")
    guard let number = Int(parts[1], radix: 36) else { return self }
    return "\(parts[0]).\(String(number + distance, radix: 36)).\(parts[2])"
  }
}
