// expect: to parameter expecting synchronous function type

import Storage
import Ticketing

/// Nothing can be waited for inside a transaction: no call to another system fits in.
func callOut(_ storage: any DeskStorage, for tenant: TenantID, _ send: @escaping @Sendable () async -> Void)
  async throws
{
  try await storage.write(in: tenant) { _ in await send() }
}
