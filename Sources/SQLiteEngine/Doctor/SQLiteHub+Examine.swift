package import Foundation
import GRDB
import SQLStorage
package import Storage

extension SQLiteHub {
  /// Looks at everything, beside whatever else goes on. One round at a time reads; memory stays within a few megabytes.
  package func examine(now: Date) async throws -> [Finding] {
    let connection = try ExaminingConnection(directory.appendingPathComponent("baton.sqlite").path)
    do {
      let found = try await examine(Round(now: now, runningSince: openedAt), on: connection)
      try connection.close()
      return found
    } catch {
      try? connection.close()
      throw error
    }
  }

  private func examine(_ round: Round, on connection: ExaminingConnection) async throws -> [Finding] {
    let log = LogFile(path: directory.appendingPathComponent("baton.sqlite-wal").path)
    let damage = try await connection.read { connection in
      var findings = Findings()
      try PageExamination(file: PageFile(of: connection.database.sqliteConnection), log: log).look(&findings)
      return findings
    }
    // Whatever else is asked of such a file may end at a page that cannot be read.
    guard damage.all.isEmpty else { return damage.all }
    var findings = try await connection.read { connection in
      var findings = Findings()
      try SchemaExamination(connection: connection).look(&findings)
      return findings
    }
    for check in Doctor.checks {
      findings = try await connection.read { [findings, environment] connection in
        var findings = findings
        try SQLHubView(connection: connection, environment: environment).make(check, round, &findings)
        return findings
      }
    }
    findings = try await SearchExamination(environment: environment).look(on: connection, findings)
    return try await FileExamination(blobs: blobs, environment: environment, now: round.now)
      .look(on: connection, findings).all
  }
}
