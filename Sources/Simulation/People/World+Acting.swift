import DeskActions
import Federation
import Foundation
import Storage
import Ticketing

extension World {
  func moment(at desk: Int) -> Moment {
    Moment(now: hubs[desks[desk].hub].clocks[0].now, seed: seeds.next)
  }

  /// A time that a desk's people name, in whole milliseconds as the door takes it.
  func time(at desk: Int, in milliseconds: Int) -> Date {
    let shown = hubs[desks[desk].hub].clocks[0].now.timeIntervalSince1970 * 1_000
    return Date(timeIntervalSince1970: (shown.rounded() + Double(milliseconds)) / 1_000)
  }

  /// Does what a person of a desk wants done, as the door does it: in a transaction of its own.
  ///
  /// - Parameter said: what the outcome adds to the conversation.
  /// - Returns: the outcome where it was kept, whether or not the person was told; nil where it was refused or lost.
  func act<Performed: Action>(
    _ desk: Int, _ action: Performed, _ words: @autoclosure () -> String,
    said: (Performed.Outcome) -> [Word] = { _ in [] }
  ) throws -> Performed.Outcome? {
    let hub = desks[desk].hub
    guard hubs[hub].isUp, !hubs[hub].fate.isDead else { return nil }
    let (frail, actor, moment) = (hubs[hub].frail, desks[desk].actor, moment(at: desk))
    let others = try sample(but: desk)
    try expect(.person, at: hub)
    let outcome = Answer<Performed.Outcome>()
    let result = loop.run {
      try await frail.write(in: actor.tenant) { tx in
        var moment = moment
        let value = try action.perform(by: actor, in: tx, &moment)
        outcome.put(.success(value))
      }
    }
    chronicle.note(desk)
    try compare(others, but: desk)
    if case .failure(let error) = result {
      chronicle.tell(now, "\(name(desk)) \(words()): \(error)")
      try excuse(error, words())
    } else {
      chronicle.tell(now, "\(name(desk)) \(words())")
    }
    guard hubs[hub].fate.hasKept, case .success(let value) = outcome.result else { return nil }
    wake(hub)
    try look(at: desk, said(value))
    return value
  }

  /// A refusal is an answer, and a fault is a fault; anything else is a stumble.
  private func excuse(_ error: any Error, _ words: String) throws {
    chronicle.check(.stumble)
    switch error {
    case is HandoffRefusal, is FamilyRefusal, is CommentRefusal, is PartnershipRefusal, is InvalidInput, is NotFound,
      is DeliveryRefusal, is StatusRefusal, is PermissionRefusal, is VersionMismatch:
      chronicle.note("refused")
    case is Crashed, StorageError.busy: chronicle.note("failed")
    default: throw Breach(.stumble, "somebody \(words): \(error)")
    }
  }
}
