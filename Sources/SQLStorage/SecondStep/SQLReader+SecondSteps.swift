package import Storage
package import Ticketing

extension SQLReader {
  package func secondStep(of agent: AgentID) throws -> SecondStepRecord? {
    try first(SecondStepSQL.step, [.id(agent)]) { columns in
      let agent: AgentID = try columns.id()
      let secret = try environment.sealer.open(
        columns.bytes(), under: try requireTenant().key, SecondStepRecord.sealContext(of: agent, in: tenant))
      return SecondStepRecord(
        agent: agent, secret: secret, begunAt: columns.date(), confirmedAt: columns.maybeDate(),
        lastStep: columns.maybeCount(), recoveryHashes: try SecondStepRecord.hashes(packed: columns.bytes()))
    }
  }

  package func halfSignIn(secretHash: [UInt8]) throws -> HalfSignIn? {
    try first(SecondStepSQL.half, [.blob(secretHash)]) {
      HalfSignIn(agent: try $0.id(), secretHash: $0.bytes(), expiresAt: $0.date())
    }
  }
}

extension SecondStepRecord {
  static func sealContext(of agent: AgentID, in tenant: TenantID) -> SealContext {
    SealContext(tenant: tenant, table: "second_steps", row: agent.description, column: "secret")
  }

  /// Of SHA-256, in bytes.
  private static let hashLength = 32

  /// The recovery codes' hashes as they are kept: one behind the other.
  var packedHashes: [UInt8] { Array(recoveryHashes.joined()) }

  fileprivate static func hashes(packed: [UInt8]) throws(StorageError) -> [[UInt8]] {
    guard packed.count.isMultiple(of: hashLength) else { throw .corrupt("a recovery code's hash is cut") }
    return stride(from: 0, to: packed.count, by: hashLength).map { Array(packed[$0..<$0 + hashLength]) }
  }
}
