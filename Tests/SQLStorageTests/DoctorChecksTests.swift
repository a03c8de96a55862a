import SQLStorage
import Storage
import Testing

@Suite("What the doctor asks of the tables")
struct DoctorChecksTests {
  @Test("every reference that the schema knows is followed")
  func referencesAreFollowed() {
    let known = Set(Reference.all.map { "\($0.table).\($0.column) → \($0.parent)" })
    var missing: [String] = []
    for step in Migration.all.flatMap(\.steps) {
      let text =
        switch step {
        case .clustered(let text), .plain(let text): text
        case .search, .files: ""
        }
      guard let table = text.firstMatch(of: #/CREATE TABLE (\w+)/#)?.1 else { continue }
      for key in text.matches(of: #/FOREIGN KEY \(tenant_id, (\w+)\) REFERENCES (\w+)/#) {
        let reference = "\(table).\(key.1) → \(key.2)"
        if !known.contains(reference) { missing.append(reference) }
      }
    }
    #expect(missing == [])
    #expect(known.count > 30)
  }

  @Test("whatever can be found is looked for by some check, but for what only an engine sees")
  func everythingIsLookedFor() {
    let engine: Set<Ailment> = [
      .damage, .schemaDiffers, .migrationUnknown, .migrationMissing, .searchMissing, .searchExtra, .searchStale,
      .pageDamaged, .fileMissing, .fileDamaged, .fileSize, .fileUnused,
    ]
    let found = Set(Doctor.checks.flatMap(\.ailments))
    #expect(found.union(engine) == Set(Ailment.allCases))
    #expect(found.intersection(engine).isEmpty)
  }

  @Test("what is found is listed in part, and counted in whole")
  func manyFindings() {
    var findings = Findings()
    for number in 1...250 { findings.note(.parked, Finding.Case(tenant: nil, noun: .delivery, name: "\(number)")) }
    findings.note(.damage, Finding.Case(tenant: nil, noun: .database, name: "baton.sqlite"))
    #expect(findings.all.map(\.ailment) == [.damage, .parked])
    #expect(findings.all.map(\.count) == [1, 250])
    #expect(findings.all.map(\.cases.count) == [1, Finding.mostCases])
  }
}
