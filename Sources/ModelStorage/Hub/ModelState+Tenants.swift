import Federation
import Foundation
import Storage
import Ticketing

/// Who is on the hub.
extension ModelState {
  /// Oldest first.
  var tenants: [Tenant] {
    desks.compactMap { $0.settings.value.record }.filter { !$0.standsIn }.map(\.tenant)
  }

  func duePolls(now: Date, limit: Int) -> [TenantID] {
    let due = desks.indices.compactMap { place in
      desks[place].poll.value.flatMap { poll in
        poll.nextAt <= now
          && (poll.leaseUntil.map { $0 <= now || $0 > now.addingTimeInterval(Poll.longestLease) } ?? true)
          ? (time: poll.nextAt, tenant: ids[place]) : nil
      }
    }
    return due.sorted { ($0.time, $0.tenant) < ($1.time, $1.tenant) }.prefix(max(limit, 0)).map(\.tenant)
  }

  func standInsBehind(limit: Int) -> [StandInBehind] {
    var behind: [StandInBehind] = []
    for place in desks.indices {
      for connection in desks[place].connections.rows.filter({ $0.state != .founding }) {
        let standIn = ids.firstIndex(of: connection.standIn).flatMap { desks[$0].standIn.value }
        guard let standIn, standIn.connection == connection.id, standIn.version < connection.version else { continue }
        behind.append(StandInBehind(owner: ids[place], connection: connection.id))
      }
    }
    return Array(behind.prefix(max(limit, 0)))
  }

  /// - Throws: `SlugTaken`.
  mutating func create(_ record: DeskRecord) throws {
    let (id, slug) = (record.tenant.id, record.tenant.slug)
    guard !tenants.contains(where: { $0.slug == slug }) else { throw SlugTaken(slug: slug) }
    guard place(of: id) == nil else { throw StorageError.constraint("tenants.tenant_id") }
    add(DeskTables(record), of: id)
  }
}
