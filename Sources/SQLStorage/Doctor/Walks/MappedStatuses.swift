import Federation
import Storage
import Ticketing

/// That a mapping names statuses and fields that its desk has.
struct MappedStatuses: Check {
  var ailments: [Ailment] { [.mappingStatus] }
  var statements: [Statement] { [Self.statuses, Self.fields, Self.mappings] }

  private static let statuses = Statement("SELECT s.tenant_id, s.id FROM statuses s", scope: .hub)
  private static let fields = Statement("SELECT f.tenant_id, f.key FROM fields f", scope: .hub)
  private static let mappings = Statement(
    """
    SELECT p.tenant_id, p.id, p.mapping FROM partnerships p WHERE p.mapping IS NOT NULL AND p.phase IN ('invited', 'joined')
    """, scope: .hub)

  func look(_ view: SQLHubView, _ round: Round, _ findings: inout Findings) throws {
    var statuses: [TenantID: Set<StatusID>] = [:]
    var fields: [TenantID: Set<String>] = [:]
    try view.walk(Self.statuses) { statuses[try $0.id(), default: []].insert(try $0.id()) }
    try view.walk(Self.fields) { fields[try $0.id(), default: []].insert($0.text()) }
    try view.walk(Self.mappings) { columns in
      let tenant: TenantID = try columns.id()
      let partnership: PartnershipID = try columns.id()
      // One that cannot be read is another check's finding.
      guard let mapping = try? columns.json(Mapping.self) else { return }
      let named = Set(mapping.in.values).union(mapping.out.keys).union(mapping.events.values).union(
        mapping.labels.values)
      let isWhole = named.isSubset(of: statuses[tenant] ?? []) && mapping.out.count == statuses[tenant]?.count
      guard !isWhole || !Set(mapping.fields.map(\.ours)).isSubset(of: fields[tenant] ?? []) else { return }
      findings.note(
        .mappingStatus, Finding.Case(tenant: tenant, noun: .partnership, name: partnership.description))
    }
  }
}
