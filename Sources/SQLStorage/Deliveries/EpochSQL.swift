/// A desk begins anew after a restore from a backup.
enum EpochSQL {
  static let handoffs = Statement(begin("handoffs", ", reply_seq = 0"))
  static let partnerships = Statement(begin("partnerships", where: " AND phase IN ('joined', 'ended')"))
  static let desk = Statement("UPDATE tenants SET restored_at = ?2 WHERE tenant_id = ?1")

  /// A lane in which nothing was said since the last restore keeps what it remembered then, or begins where every lane does.
  private static func begin(_ table: String, _ more: String = "", where condition: String = "") -> String {
    """
    UPDATE \(table) SET
      former_sent = CASE WHEN lane_sent = 0 THEN coalesce(former_sent, 0) ELSE lane_sent END,
      former_epoch = CASE WHEN lane_sent = 0 THEN coalesce(former_epoch, 1) ELSE lane_epoch END,
      lane_epoch = ?2, lane_sent = 0, recovery = 'due'\(more)
    WHERE tenant_id = ?1 AND lane_epoch < ?2\(condition)
    """
  }

  static let all = [handoffs, partnerships, desk]
}
