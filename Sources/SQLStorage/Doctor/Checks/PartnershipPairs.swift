import Storage

/// Partnerships, as both desks record them.
enum PartnershipPairs {
  static let all = [oneSided, peers, roles, phases, suspensions, lost]

  private static let quiet = Quiet.partnership("a.id", between: "a.tenant_id", and: "a.peer_tenant_id")

  /// `a` is one desk's record, `b` the other's; each pair comes twice, once from either side.
  private static let pairs = """
    FROM partnerships a JOIN partnerships b ON b.tenant_id = a.peer_tenant_id AND b.id = a.id
    """

  private static let oneSided = StatementCheck(
    .partnershipOneSided, .partnership, of: "a",
    """
    FROM partnerships a JOIN tenants x ON x.tenant_id = a.peer_tenant_id
    WHERE NOT EXISTS (SELECT 1 FROM partnerships b WHERE b.tenant_id = a.peer_tenant_id AND b.id = a.id) AND \(quiet)
    """)

  private static let peers = StatementCheck(
    .partnershipPeers, .partnership, of: "a",
    "\(pairs) WHERE b.peer_tenant_id IS NOT NULL AND b.peer_tenant_id <> a.tenant_id")

  private static let roles = StatementCheck(
    .partnershipRoles, .partnership, of: "a",
    "\(pairs) WHERE a.is_inviter = b.is_inviter AND a.tenant_id < b.tenant_id")

  private static let phases = StatementCheck(
    .partnershipPhases, .partnership, of: "a",
    "\(pairs) WHERE a.phase <> b.phase AND a.tenant_id < b.tenant_id AND \(quiet)")

  private static let suspensions = StatementCheck(
    .partnershipSuspensions, .partnership, of: "a",
    """
    \(pairs)
    WHERE a.phase = 'joined' AND b.phase = 'joined' AND a.is_suspended_here <> b.is_suspended_there AND \(quiet)
    """)

  /// What one desk has sent, and nobody acknowledges any more, the other one has counted.
  private static let lost = StatementCheck(
    .messagesLost, .partnership, of: "a",
    "\(pairs) WHERE a.lane_epoch = b.peer_epoch AND a.lane_sent <> b.peer_applied AND \(quiet)")
}
