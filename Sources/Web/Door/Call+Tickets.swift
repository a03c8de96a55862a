import Foundation
import Storage
import Ticketing

extension Call {
  /// The ticket that a parameter of the path names by id or number.
  ///
  /// - Throws: `Problem.notFound` where the name or number is nobody's; an id is looked up by whoever uses it.
  func ticketID(_ name: String) async throws -> TicketID {
    guard let text = parameters[name] else { throw Problem.notFound }
    if let id = TicketID(text) { return id }
    return try await hub.storage.read(in: try actor.tenant) { tx in
      guard let id = try Call.ticketID(text, in: tx) else { throw Problem.notFound }
      return id
    }
  }

  /// The ticket that a text names by id or number; nil where no ticket has the number.
  static func ticketID(_ text: String, in tx: any DeskReader) throws -> TicketID? {
    if let id = TicketID(text) { return id }
    let digits = text.utf8
    guard (1...18).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text)
    else { return nil }
    return try tx.ticket(number: number)?.id
  }
}
