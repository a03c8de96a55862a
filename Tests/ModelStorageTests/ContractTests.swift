import StorageContract
import Testing

@Suite("The model keeps the contract of storage", .timeLimit(.minutes(10)))
struct ContractTests {
  @Test(arguments: Contract.cases)
  func holds(_ rule: ContractCase) async throws { try await rule.run(on: ModelTrial()) }
}
