import DeskActions
import HTTPTypes
package import Storage
package import StrictJSON
package import Ticketing

extension Call {
  /// The ticket that the path names, by id or by number. An id is not looked up: that is for the action to do.
  package func ticket() async throws -> TicketID { try await ticket(named: parameters["ticket"] ?? "") }

  /// The same for a ticket that the body names.
  package func ticket(named name: String) async throws -> TicketID {
    if let id = TicketID(name) { return id }
    return try await hub.storage.read(in: try actor.tenant) { try $0.ticket(named: name).id }
  }

  /// The version that the client saw, of `If-Match`; nil where any will do (RFC 9110, section 13.1.1).
  package func expectedVersion() throws -> Int? {
    guard let tag = headers[.ifMatch], tag != "*" else { return nil }
    guard !tag.contains(",") else { throw Problem.malformed("If-Match takes one entity tag here.") }
    let strong = tag.hasPrefix("W/") ? tag.dropFirst(2) : tag[...]
    guard strong.count >= 2, strong.hasPrefix("\""), strong.hasSuffix("\"") else {
      throw Problem.malformed("If-Match takes the ETag of the ticket, in its quotation marks: \"3\".")
    }
    // A weak tag matches nothing, and neither does one that this hub never gave.
    let text = strong.dropFirst().dropLast()
    guard strong.count == tag.count, let version = Int(text), "\(version)" == text else { return -1 }
    return version
  }
}

extension DeskReader {
  /// The ticket that the path names, by id or by number.
  ///
  /// - Throws: `NotFound`.
  package func ticket(at call: Call) throws -> Ticket { try ticket(named: call.parameters["ticket"] ?? "") }

  /// A ticket by id or by number.
  ///
  /// - Throws: `NotFound`.
  package func ticket(named text: String) throws -> Ticket {
    if let id = TicketID(text) {
      guard let ticket = try ticket(id) else { throw NotFound() }
      return ticket
    }
    let digits = text.utf8
    guard (1...9).contains(digits.count), digits.first != 0x30, digits.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int(text), let ticket = try ticket(number: number)
    else { throw NotFound() }
    return ticket
  }
}

extension Answer {
  /// - Parameter address: where the new thing is.
  package static func created(_ value: JSONValue, at address: String) -> Answer {
    .json(value, status: 201).with(.location, address)
  }

  package func tagged(version: Int) -> Answer { with(.eTag, "\"\(version)\"") }
}
