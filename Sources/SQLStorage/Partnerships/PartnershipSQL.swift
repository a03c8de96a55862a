import Federation

enum PartnershipSQL {
  private static let columns = """
    id, name, is_inviter, partner_name, partner_federation_id, partner_terms, phase, is_suspended_here,
    is_suspended_there, receives, sharing, mapping, settings, \(Lane.columns.joined(separator: ", ")),
    created_at
    """

  static let partnership = Statement("SELECT \(columns) FROM partnerships WHERE tenant_id = ?1 AND id = ?2")

  static let lock = Statement(
    "SELECT \(columns) FROM partnerships WHERE tenant_id = ?1 AND id = ?2 /* FOR UPDATE */")

  static let partnerships = Statement(
    "SELECT \(columns) FROM partnerships WHERE tenant_id = ?1 AND id > ?2 ORDER BY id LIMIT ?3")

  static let some = Statement(
    "SELECT \(columns) FROM partnerships WHERE tenant_id = ?1 AND id IN (\(ManyIDs.list))")

  /// A desk has few partners, so that no index is kept for their names.
  static let beginning = Statement(
    """
    SELECT \(columns) FROM partnerships
    WHERE tenant_id = ?1 AND partner_name IS NOT NULL
      AND (lower(partner_name) LIKE ?2 ESCAPE '!' OR lower(partner_name) LIKE ?3 ESCAPE '!')
    ORDER BY lower(partner_name), id LIMIT ?4
    """)

  static let put = Statement(
    """
    INSERT INTO partnerships (
      tenant_id, id, name, is_inviter, partner_name, partner_federation_id, partner_terms, phase, is_suspended_here,
      is_suspended_there, receives, sharing, mapping, settings, lane_epoch, lane_sent, peer_epoch, peer_applied,
      former_epoch, former_sent, recovery, successors, created_at, holds_lanes)
    VALUES (
      ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, 0)
    ON CONFLICT (tenant_id, id) DO UPDATE SET
      name = excluded.name, partner_name = excluded.partner_name,
      partner_federation_id = excluded.partner_federation_id, partner_terms = excluded.partner_terms,
      phase = excluded.phase, is_suspended_here = excluded.is_suspended_here,
      is_suspended_there = excluded.is_suspended_there, receives = excluded.receives, sharing = excluded.sharing,
      mapping = excluded.mapping, settings = excluded.settings, lane_epoch = excluded.lane_epoch,
      lane_sent = excluded.lane_sent, peer_epoch = excluded.peer_epoch, peer_applied = excluded.peer_applied,
      former_epoch = excluded.former_epoch, former_sent = excluded.former_sent, recovery = excluded.recovery,
      successors = excluded.successors
    """)

  static let sealedPartner = Statement(
    "SELECT partner_federation_id FROM partnerships WHERE tenant_id = ?1 AND id = ?2")

  static let peer = Statement("SELECT peer_tenant_id FROM partnerships WHERE tenant_id = ?1 AND id = ?2")

  static let putPeer = Statement("UPDATE partnerships SET peer_tenant_id = ?3 WHERE tenant_id = ?1 AND id = ?2")

  static let hold = Statement("UPDATE partnerships SET holds_lanes = ?3 WHERE tenant_id = ?1 AND id = ?2")

  static let invitation = Statement(
    """
    SELECT partnership_id, secret_hash, message, expires_at FROM invitations
    WHERE tenant_id = ?1 AND secret_hash = ?2
    """)

  static let invitationOf = Statement(
    """
    SELECT partnership_id, secret_hash, message, expires_at FROM invitations
    WHERE tenant_id = ?1 AND partnership_id = ?2
    """)

  static let putInvitation = Statement(
    """
    INSERT INTO invitations (tenant_id, partnership_id, secret_hash, message, expires_at)
    VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (tenant_id, partnership_id) DO UPDATE SET
      secret_hash = excluded.secret_hash, message = excluded.message, expires_at = excluded.expires_at
    """)

  static let all = [
    partnership, lock, partnerships, beginning, some, put, sealedPartner, peer, putPeer, hold, invitation, invitationOf,
    putInvitation,
  ]
}
