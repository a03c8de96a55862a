import Federation
import Storage
import Ticketing

/// That what a desk believes of its partner's terms is what the partner holds to, where nothing is on its way.
struct SharedTerms: Check {
  var ailments: [Ailment] { [.partnershipTerms] }
  var statements: [Statement] { [Self.pairs] }

  private static let pairs = Statement(
    """
    SELECT a.tenant_id, a.id, a.partner_terms, b.sharing, b.receives FROM partnerships a
    JOIN partnerships b ON b.tenant_id = a.peer_tenant_id AND b.id = a.id
    WHERE a.phase = 'joined' AND b.phase = 'joined' AND a.partner_terms IS NOT NULL
      AND \(Quiet.partnership("a.id", between: "a.tenant_id", and: "a.peer_tenant_id"))
    """, scope: .hub)

  func look(_ view: SQLHubView, _ round: Round, _ findings: inout Findings) throws {
    try view.walk(Self.pairs) { columns in
      let tenant: TenantID = try columns.id()
      let partnership: PartnershipID = try columns.id()
      // What cannot be read is another check's finding.
      guard let terms = try? columns.json(Terms.self), let sharing = try? columns.json(SharingRules.self),
        terms.sharing != sharing || terms.receives != columns.flag()
      else { return }
      findings.note(
        .partnershipTerms, Finding.Case(tenant: tenant, noun: .partnership, name: partnership.description))
    }
  }
}
