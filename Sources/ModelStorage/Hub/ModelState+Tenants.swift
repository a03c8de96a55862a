import Federation
import Storage
import Ticketing

/// Who is on the hub.
extension ModelState {
  /// Oldest first.
  var tenants: [Tenant] { desks.compactMap { $0.settings.value.record?.tenant } }

  /// - Throws: `SlugTaken`.
  mutating func create(_ record: DeskRecord) throws {
    let (id, slug) = (record.tenant.id, record.tenant.slug)
    guard !tenants.contains(where: { $0.slug == slug }) else { throw SlugTaken(slug: slug) }
    guard place(of: id) == nil else { throw StorageError.constraint("tenants.tenant_id") }
    add(DeskTables(record), of: id)
  }
}
