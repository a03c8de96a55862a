import Storage

/// Partnerships, as one desk records them.
enum PartnershipChecks {
  static let all = [partnerUnknown, absentPeer, invitationMissing, held, laneHeld]

  private static let partnerUnknown = StatementCheck(
    .partnerUnknown, .partnership, of: "p",
    """
    FROM partnerships p
    WHERE p.phase = 'joined'
      AND (p.partner_name IS NULL OR p.partner_federation_id IS NULL OR p.peer_tenant_id IS NULL)
    """)

  private static let absentPeer = StatementCheck(
    .absentPeer, .partnership, of: "p",
    """
    FROM partnerships p
    WHERE p.peer_tenant_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM tenants x WHERE x.tenant_id = p.peer_tenant_id)
    """)

  private static let invitationMissing = StatementCheck(
    .invitationMissing, .partnership, of: "p",
    """
    FROM partnerships p
    WHERE p.phase = 'invited' AND NOT EXISTS (
      SELECT 1 FROM invitations i WHERE i.tenant_id = p.tenant_id AND i.partnership_id = p.id)
    """)

  /// Its lanes are held back exactly while it is suspended, by either side.
  private static let held = StatementCheck(
    .partnershipHeld, .partnership, of: "p",
    """
    FROM partnerships p
    WHERE p.holds_lanes <> CASE
      WHEN p.phase = 'joined' AND (p.is_suspended_here = 1 OR p.is_suspended_there = 1) THEN 1 ELSE 0 END
    """)

  private static let laneHeld = StatementCheck(
    .laneHeld, .lane, of: "l", id: "lane_id",
    """
    FROM lanes l JOIN partnerships p ON p.tenant_id = l.tenant_id AND p.id = l.partnership_id
    LEFT JOIN stand_ins s ON s.tenant_id = l.tenant_id
    WHERE l.is_held <> CASE
      WHEN l.lane_kind = 'handoff' THEN p.holds_lanes
      WHEN l.lane_kind = 'outside' THEN coalesce(s.is_paused, 0)
      ELSE 0 END
    """)
}
