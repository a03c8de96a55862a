import Measuring
import SQLStorage
import Storage
import Ticketing

/// A body that writes a desk, and who waits for what came of it.
struct DeskWrite: Sendable {
  /// What is told once the commit has come as far as it has to.
  typealias Ending = () -> Void

  let durability: Durability
  /// Runs the body, with what is known of the desk's settings in the open transaction. It may run again.
  let run: @Sendable (PostgresConnection, inout KnownSettings) throws -> Ending
  let fail: @Sendable (any Error) -> Void
}

extension PooledConnection {
  /// Writes of one desk that waited together share one transaction, and one way to the disk. Where it cannot be kept, or one
  /// of them leaves half of its work, each runs alone: that one body fails is usually a refusal before anything was written.
  func perform(_ writes: [DeskWrite], in tenant: TenantID, reach: (TransactionStage) -> Void) {
    if writes.count > 1, performTogether(writes, in: tenant, reach) { return }
    for write in writes { perform(write, in: tenant, reach) }
  }

  private func perform(_ write: DeskWrite, in tenant: TenantID, _ reach: (TransactionStage) -> Void) {
    do {
      let ending = try transact(.writing(tenant, .desk, write.durability), reach: reach) { connection in
        var settings = KnownSettings()
        return try write.run(connection, &settings)
      }
      ending()
    } catch { write.fail(error) }
  }

  /// - Returns: false where nothing was kept, and nobody has been told anything.
  private func performTogether(
    _ writes: [DeskWrite], in tenant: TenantID, _ reach: (TransactionStage) -> Void
  ) -> Bool {
    let durability: Durability = writes.contains { $0.durability == .onDisk } ? .onDisk : .inLog
    do {
      let endings = try attempt(.writing(tenant, .desk, durability), on: connection(), reach) { connection in
        var settings = KnownSettings()
        return try writes.map { try Self.run($0, on: connection, &settings) }
      }
      for ending in endings { ending() }
      return true
    } catch let end as CommitUnknown {
      measures.unknownCommits.add(writes.count)
      for write in writes { write.fail(end.error) }
      return true
    } catch {
      measures.repeats.add()
      return false
    }
  }

  /// - Throws: where the transaction cannot be kept because of the body.
  private static func run(
    _ write: DeskWrite, on connection: PostgresConnection, _ settings: inout KnownSettings
  ) throws -> DeskWrite.Ending {
    let before = connection.writtenRows
    do { return try write.run(connection, &settings) } catch {
      // A refusal, too, is told after the commit: it may rest on what a neighbour has written.
      guard connection.isAlive, connection.failureOfTransaction == nil, connection.writtenRows == before else {
        throw error
      }
      return { write.fail(error) }
    }
  }
}
