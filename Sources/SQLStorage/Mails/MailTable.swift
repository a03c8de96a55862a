import Storage

/// A table of mails that wait to be sent. What is asked of one is asked of the other in the same words.
struct MailTable {
  let name: String
  let claim: Statement
  let finish: Statement
  let postpone: Statement

  static let notices = MailTable("mails")
  static let requesters = MailTable("requester_mails")
  static let all = [notices, requesters]

  static func of(_ mail: QueuedMail) -> MailTable {
    switch mail {
    case .notices: notices
    case .requester: requesters
    }
  }

  private init(_ name: String) {
    self.name = name
    claim = Statement(
      """
      UPDATE \(name) SET fence = fence + 1, attempts = attempts + 1, lease_until = ?4, holder = ?5
      WHERE tenant_id = ?1 AND id = ?2 AND state = 'waiting' AND \(Self.isFree(at: "?3"))
      RETURNING fence, attempts
      """)
    finish = Statement(
      """
      UPDATE \(name) SET state = ?4, finished_at = ?5, reason = ?6, lease_until = NULL, holder = NULL
      WHERE tenant_id = ?1 AND id = ?2 AND fence = ?3 AND state = 'waiting'
      """)
    postpone = Statement(
      """
      UPDATE \(name) SET next_at = ?4, reason = ?5, lease_until = NULL, holder = NULL
      WHERE tenant_id = ?1 AND id = ?2 AND fence = ?3 AND state = 'waiting'
      """)
  }

  /// That a mail's time has come, and that nobody sends it; the clock may have been put back (`QueueTimes`).
  static func isFree(at now: String) -> String {
    """
    (next_at <= \(now) OR next_at > \(now) + \(QueueTimes.mails.longestWait))
      AND (lease_until IS NULL OR lease_until <= \(now) OR lease_until > \(now) + \(QueueTimes.mails.longestLease))
    """
  }

  var statements: [Statement] { [claim, finish, postpone] }
}

extension QueuedMail {
  var value: SQLValue {
    switch self {
    case .notices(let id): .id(id)
    case .requester(let id): .id(id)
    }
  }
}
