import Federation
import Storage
import Ticketing

/// All that a hub has committed. A copy of it is a reference, so that taking one costs next to nothing; the commit after it
/// copies the tables that it touches.
package struct ModelState: Sendable {
  /// In the order of their ids, as `desks`.
  private(set) var ids: [TenantID] = []
  private(set) var desks: [DeskTables] = []
  var files = Table<FilePlace, [UInt8]>()

  package init() {}

  func place(of tenant: TenantID) -> Int? { ids.firstIndex(of: tenant) }

  mutating func add(_ desk: DeskTables, of tenant: TenantID) {
    let place = ids.firstIndex { tenant < $0 } ?? ids.count
    ids.insert(tenant, at: place)
    desks.insert(desk, at: place)
  }

  /// Puts a desk's tables elsewhere for a while, or back again: nothing is copied.
  mutating func exchange(_ tables: inout DeskTables, at place: Int) { swap(&tables, &desks[place]) }

  /// Frees every lane and every mail that an earlier run of the hub claimed. The fences stay: a report of that run still
  /// writes nothing.
  mutating func releaseLeases() {
    for place in desks.indices { desks[place].releaseLeases() }
  }
}
