import Foundation
import Storage
package import Ticketing

/// Where a ticket's page is shown, to whom, in which words and times.
package struct TicketPlace: Sendable {
  /// `/desk/acme`, where the desk's paths begin.
  let base: String
  let actor: Actor
  let catalogue: Catalogue
  let clock: PageClock

  package init(base: String, actor: Actor, catalogue: Catalogue, clock: PageClock) {
    self.base = base
    self.actor = actor
    self.catalogue = catalogue
    self.clock = clock
  }

  init(_ call: Call) throws {
    self.init(
      base: try call.deskPath(), actor: try call.actor, catalogue: try call.catalogue, clock: try call.clock)
  }

  func path(of ticket: Ticket) -> String { "\(base)/tickets/\(ticket.number)" }

  /// A text of the ticket's pages.
  func text(_ key: String, _ values: [String: String] = [:]) -> String { catalogue.text("ticket.\(key)", values) }

  /// “A”, “A and B”, “A, B and C”.
  func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return text("and", ["first": names.dropLast().joined(separator: ", "), "last": last])
  }

  /// The word for one of a closed list.
  func word<Word: RawRepresentable>(_ word: Word) -> String where Word.RawValue == String {
    catalogue["word.\(word.rawValue)"]
  }
}
