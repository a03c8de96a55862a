import StorageContract
import Testing

@Suite("SQLite keeps the contract of storage", .timeLimit(.minutes(10)))
struct ContractTests {
  @Test(arguments: Contract.cases)
  func holds(_ rule: ContractCase) async throws { try await rule.run(on: try SQLiteTrial()) }
}
