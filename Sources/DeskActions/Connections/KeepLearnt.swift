import ConnectorKit
package import Storage
package import Ticketing

/// Keeps what a far side has given by itself, such as the key of an invitation, with the desk that stands in for it.
package struct KeepLearnt: Sendable {
  private let learnt: [String: String]

  package init(_ learnt: [String: String]) { self.learnt = learnt }

  package func perform(in tx: any DeskTransaction, _ moment: Moment) throws {
    guard !learnt.isEmpty, var standIn = try tx.standIn() else { return }
    for (key, value) in learnt { standIn.secrets[Settings.learntPrefix + key] = value }
    try tx.put(standIn)
    // It may ask to be answered, by whoever asks that far side in turn: not only when that is due.
    guard var poll = try tx.poll(), poll.leaseUntil == nil else { return }
    poll.nextAt = moment.now
    try tx.put(poll)
  }
}
