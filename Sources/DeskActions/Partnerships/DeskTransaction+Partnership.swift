import Federation
import Storage
import Ticketing

extension DeskTransaction {
  /// Locks a partnership, changes it, tells the partner, writes it down.
  func change(
    _ id: PartnershipID, _ word: String, by actor: Actor, _ moment: inout Moment,
    _ make: (inout Partnership, Desk, Author, inout Moment) throws -> Envelope?
  ) throws -> Partnership {
    try actor.require(.admin)
    var partnership = try locked(id)
    let desk = try existingDesk()
    let envelope = try make(&partnership, desk, actor.author(at: desk.name), &moment)
    try put(partnership)
    if let envelope { try enqueue(envelope, ticket: nil, &moment) }
    try audit(word, id, .name(partnership.name), by: actor, moment)
    return partnership
  }
}
