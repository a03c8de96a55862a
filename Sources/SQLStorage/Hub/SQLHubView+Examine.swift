package import Storage

extension SQLHubView {
  /// Makes one of the doctor's checks. One that stumbles over a damaged page, or over a row that holds no id, has found that.
  package func make(_ check: any Check, _ round: Round, _ findings: inout Findings) throws {
    do {
      try check.look(self, round, &findings)
    } catch StorageError.corrupt(let detail) {
      findings.note(.damage, Finding.Case(tenant: nil, noun: .database, name: "baton.sqlite", note: detail))
    }
  }
}
