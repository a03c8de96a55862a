import Foundation
package import Storage
package import Ticketing

/// Notes that a mail goes to one of the desk's own addresses to see it come in; not twice within a moment, whoever asks.
package struct NoteTrial: Action {
  package let address: DeskAddressID

  private static let pause: TimeInterval = 20
  private static let action = "address.try"

  package init(of address: DeskAddressID) { self.address = address }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws {
    try actor.require(.admin)
    guard let known = try tx.deskAddress(address) else { throw NotFound() }
    let recent = try tx.audit(before: nil, limit: 50)
    let last = recent.first { $0.action == Self.action && $0.subject == address.description }
    if let last, moment.now.timeIntervalSince(last.at) < Self.pause, last.at <= moment.now {
      throw AddressRefusal.askedJustNow(seconds: Int(Self.pause))
    }
    try tx.audit(Self.action, address, .name(known.address.text), by: actor, moment)
  }
}
