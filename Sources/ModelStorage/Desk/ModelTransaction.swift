import Federation
import Storage
import Ticketing

/// Reads and writes one tenant's desk in one transaction. What it writes stands in the tables at once, and is taken back
/// where the body throws.
package final class ModelTransaction: ModelReader, DeskTransaction {
  private(set) var effects = WriteEffects()

  func wakeAfterCommit(_ lane: LaneID) {
    let key = LaneKey(tenant: tenant, lane: lane)
    if !effects.wakeUps.contains(key) { effects.wakeUps.append(key) }
  }

  func tellAfterCommit(_ change: DeskChange) {
    if !effects.changes.contains(change) { effects.changes.append(change) }
  }

  func ringAfterCommit() { effects.bringsMail = true }
  func ringForWebhooksAfterCommit() { effects.bringsWebhooks = true }
  func ringForIntakeAfterCommit() { effects.bringsReceivedMail = true }

  /// What refers to nothing is refused.
  func require(_ isThere: Bool, _ what: String) throws(StorageError) {
    if !isThere { throw .constraint("no such \(what)") }
  }

  /// What stands once in a desk is refused a second time.
  func refuse(_ what: String, where isTaken: Bool) throws(StorageError) {
    if isTaken { throw .constraint(what) }
  }
}

/// What a body leaves behind for its commit, in the order in which it came about.
struct WriteEffects: Sendable {
  /// The lanes that the relay shall look at.
  var wakeUps: [LaneKey] = []
  /// Whether the postman shall look for mails.
  var bringsMail = false
  /// Whether the messenger shall look for what desks' own systems are to be told.
  var bringsWebhooks = false
  /// Whether who files received mails shall look for them.
  var bringsReceivedMail = false
  /// What those who watch the desk are told.
  var changes: [DeskChange] = []
}
