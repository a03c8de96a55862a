import PostgresEngine
import SQLStorage
import Storage
import Testing
import Ticketing

@Suite("What a connection in PostgreSQL's pool keeps of the desk before", .serialized, .timeLimit(.minutes(5)))
struct PostgresPooledContextTests {
  @Test("A31 is nothing, however that desk's transaction ended", arguments: Ending.allCases)
  func nothing(_ ending: Ending) async throws {
    let desks = try await WalledDesks()
    for desk in [desks.ours, desks.theirs] { try desks.fill(desk) }
    let place = PooledConnection(to: try TestServer.address(in: desks.trial.schema), behind: desks.wall)
    var turns = 0
    let kept = try? place.transact(.writing(desks.theirs, .desk, .onDisk)) { connection in
      turns += 1
      #expect(try connection.count("SELECT count(*) FROM agents") == 1)
      // One whose connection is lost runs again, on another.
      if turns == 1 { try ending.happen(on: connection, beside: desks.superuser) }
    }
    #expect((kept != nil) == ending.isKept)
    #expect(try place.connection().count("SELECT count(*) FROM agents") == 0)
    let seen = try place.transact(.reading(.desk(desks.ours))) {
      try $0.rows(Statement("SELECT tenant_id FROM agents", scope: .hub), []) { try $0.id(Tenant.self) }
    }
    #expect(seen == [desks.ours])
    #expect(try place.transact(.reading(.hub)) { try $0.count("SELECT count(*) FROM agents") } == 2)
    #expect(try place.connection().count("SELECT count(*) FROM agents") == 0)
    try await desks.close()
  }

  @Test("A31 is nothing where whoever asked for it was cancelled")
  func cancelled() async throws {
    let trial = try PostgresTrial()
    let (ours, theirs) = (try await trial.desk("ours"), try await trial.desk("theirs"))
    let asked = Task { try await trial.hub.write(in: theirs) { try $0.nextTicketNumber() } }
    asked.cancel()
    _ = try? await asked.value
    for _ in 0..<12 {
      #expect(try await trial.hub.read(in: ours) { try $0.deskRecord()?.tenant.slug } == "ours")
      #expect(try await trial.hub.read(in: ours) { try $0.audit(before: nil, limit: 9).count } == 0)
    }
    try await trial.close()
  }

  enum Ending: CaseIterable {
    case commit, refusal, serverError, cancel, lostConnection

    var isKept: Bool { self == .commit || self == .lostConnection }

    func happen(on connection: PostgresConnection, beside superuser: PostgresConnection) throws {
      switch self {
      case .commit: break
      case .refusal: throw StorageError.busy
      case .serverError: try connection.run("SELECT 1 / 0")
      case .cancel: try connection.run("SELECT pg_cancel_backend(pg_backend_pid()), pg_sleep(10)")
      case .lostConnection:
        let process = try connection.count("SELECT pg_backend_pid()")
        try superuser.run("SELECT pg_terminate_backend(\(process), 5000)")
        _ = try connection.count("SELECT count(*) FROM agents")
      }
    }
  }
}
