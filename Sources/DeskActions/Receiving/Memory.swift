import Federation
import Storage
import Ticketing

/// What a restored desk had said, as its partner reminds it: relived between the partner's messages, in the order in which
/// it was.
struct Memory {
  private let lane: ReceivingLane
  /// In order; those that were relived are taken off the end.
  private var reminders: [(record: Delivery, reminder: Reminder, own: Envelope)]

  init(of lane: ReceivingLane, _ tx: any DeskReader) throws {
    self.lane = lane
    reminders = try lane.all(.in, after: try lane.state(tx).heard, tx)
      .filter { $0.kind == .remind && $0.state == .waiting }
      .compactMap { record in
        guard case .remind(let reminder) = try Envelope(wireBytes: record.wireBytes).message,
          let own = try? reminder.envelope
        else { return nil }
        return (record, reminder, own)
      }.reversed()
  }

  /// Takes back what this desk had said before it heard the message that stands at a place.
  mutating func relive(before place: Place, in tx: any DeskTransaction, _ moment: inout Moment) throws {
    while let next = reminders.last, next.own.wasSent(before: place) {
      reminders.removeLast()
      // Its own place in the lane is passed when it is its turn; what is done is not done again.
      try lane.recover(next.reminder, in: tx, &moment)
    }
  }
}
