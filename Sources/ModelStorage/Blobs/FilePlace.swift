import Ticketing

/// Where a file's bytes lie: by tenant and hash.
struct FilePlace: Comparable, Sendable {
  private let tenant: Rank<Tenant>
  private let hash: String

  init(_ tenant: TenantID, _ hash: ContentHash) {
    self.tenant = Rank(tenant)
    self.hash = hash.hex
  }

  static func < (left: FilePlace, right: FilePlace) -> Bool {
    left.tenant == right.tenant ? left.hash < right.hash : left.tenant < right.tenant
  }
}
