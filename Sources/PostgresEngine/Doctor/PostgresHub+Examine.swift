package import Foundation
import SQLStorage
package import Storage

extension PostgresHub {
  /// Looks at what the tables tell, and at every file; the server looks after its own pages.
  package func examine(now: Date) async throws -> [Finding] {
    let round = Round(now: now, runningSince: openedAt)
    var findings = Findings()
    for check in Doctor.checks {
      findings = try await view { [findings] view in
        var findings = findings
        try view.make(check, round, &findings)
        return findings
      }
    }
    try await FileExamination(hub: self, now: now).look(&findings)
    return findings.all
  }
}
