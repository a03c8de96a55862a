import Storage
package import Ticketing

/// Reads one tenant's desk, whose tables it holds while its body runs.
package class ModelReader: DeskReader {
  package let tenant: TenantID
  let environment: ModelEnvironment
  var tables = DeskTables(nil)

  init(tenant: TenantID, environment: ModelEnvironment) {
    self.tenant = tenant
    self.environment = environment
  }
}
