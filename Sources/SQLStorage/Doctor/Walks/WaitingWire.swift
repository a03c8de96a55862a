import Federation
import Storage
import Ticketing

/// That the messages which are still to be brought or applied can be read, and are what their row says.
struct WaitingWire: Check {
  var ailments: [Ailment] { [.wireUnreadable] }
  var statements: [Statement] { [Self.open] }

  private static let open = Statement(
    """
    SELECT d.tenant_id, d.id, d.lane_kind, d.lane_id, d.epoch, d.seq, d.kind, d.wire FROM deliveries d
    WHERE d.state IN ('waiting', 'parked')
    """, scope: .hub)

  func look(_ view: SQLHubView, _ round: Round, _ findings: inout Findings) throws {
    try view.walk(Self.open) { columns in
      let (tenant, delivery): (TenantID, DeliveryID) = (try columns.id(), try columns.id())
      let lane = try? LaneID(&columns)
      let (epoch, seq, kind) = (columns.count(), columns.count(), columns.text())
      let envelope = try? Envelope(wireBytes: columns.bytes())
      if let envelope, envelope.lane == lane, envelope.epoch == epoch, envelope.seq == seq,
        envelope.message.kind.rawValue == kind
      {
        return
      }
      findings.note(.wireUnreadable, Finding.Case(tenant: tenant, noun: .delivery, name: delivery.description))
    }
  }
}
