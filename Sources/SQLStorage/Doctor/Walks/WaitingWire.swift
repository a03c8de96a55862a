import Federation
import Storage
import StrictJSON
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
      let wire = columns.bytes()
      let isSound =
        switch lane {
        case nil: false
        case .outside: (try? OutsideMessage(jsonBytes: wire))?.kind.rawValue == kind
        case .partnership, .handoff:
          (try? Envelope(wireBytes: wire)).map {
            $0.lane == lane && $0.epoch == epoch && $0.seq == seq && $0.message.kind.rawValue == kind
          } ?? false
        }
      guard !isSound else { return }
      findings.note(.wireUnreadable, Finding.Case(tenant: tenant, noun: .delivery, name: delivery.description))
    }
  }
}
