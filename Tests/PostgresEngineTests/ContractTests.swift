import StorageContract
import Testing

@Suite("PostgreSQL keeps the contract of storage", .serialized, .timeLimit(.minutes(10)))
struct PostgresContractTests {
  @Test(arguments: Contract.cases)
  func holds(_ rule: ContractCase) async throws { try await rule.run(on: try PostgresTrial()) }
}
