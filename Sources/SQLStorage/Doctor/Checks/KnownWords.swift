import Federation
import Storage
import Ticketing

/// That a column which holds a word of a closed list holds one of it.
enum KnownWords {
  static let all: [StatementCheck] =
    desks + tickets + conversation + federation + connections + notices + webhooks + receivedMails
    + mailAccounts

  private static let desks = [
    check(.desk, "tenants", "language", Language.self, id: "tenant_id"),
    check(.status, "statuses", "category", StatusCategory.self),
    check(.agent, "agents", "role", Role.self),
    check(.desk, "fields", "kind", FieldDefinition.Kind.self, id: "tenant_id"),
    check(.agent, "personal_settings", "language", Language.self, id: "agent_id"),
    check(.desk, "audit", "source", AuditRecord.SourceWord.self, id: "tenant_id"),
  ]

  private static let tickets = [
    check(.ticket, "tickets", "type", TicketType.self),
    StatementCheck(
      .unknownWord, .ticket, of: "t", note: "'tickets.priority'", "FROM tickets t WHERE t.priority NOT IN (0, 1, 2, 3)"),
    check(.ticket, "tickets", "impact", Level.self),
    check(.ticket, "tickets", "urgency", Level.self),
    check(.ticket, "tickets", "category", StatusCategory.self),
    check(.ticket, "tickets", "resolution_code", ResolutionCode.self),
    check(.ticket, "tickets", "origin", Origin.self),
    check(.ticket, "timeline", "kind", Event.Kind.self, id: "ticket_id"),
    check(.ticket, "timeline", "actor_kind", Author.Kind.self, id: "ticket_id"),
    check(.ticket, "timeline", "origin", Origin.self, id: "ticket_id"),
    check(.ticket, "timeline", "audience", Audience.self, id: "ticket_id"),
  ]

  private static let conversation = [
    check(.comment, "comments", "format", Comment.Format.self),
    check(.comment, "comments", "audience", Audience.self),
    check(.comment, "comments", "author_kind", Author.Kind.self),
    check(.comment, "comments", "origin", Origin.self),
    check(.attachment, "attachments", "audience", Audience.self),
    check(.attachment, "attachments", "author_kind", Author.Kind.self),
    check(.attachment, "attachments", "origin", Origin.self),
  ]

  private static let federation = [
    check(.partnership, "partnerships", "phase", Partnership.Phase.self),
    check(.handoff, "handoffs", "side", Side.self),
    check(.handoff, "handoffs", "state", HandoffState.self),
    check(.delivery, "deliveries", "direction", Delivery.Direction.self),
    check(.delivery, "deliveries", "lane_kind", LaneID.Kind.self),
    check(.delivery, "deliveries", "kind", Message.Kind.self),
    check(.delivery, "deliveries", "state", Delivery.State.self),
    check(.delivery, "deliveries", "reason", ParkReason.self),
    check(.lane, "lanes", "lane_kind", LaneID.Kind.self, id: "lane_id"),
  ]

  private static let connections = [
    check(.connection, "connections", "state", Connection.State.self),
    check(.report, "reports", "state", KeptReport.State.self),
    check(.ticket, "outside_items", "kind", OutsideItem.Kind.self, id: "ticket_id"),
  ]

  private static let notices = [
    check(.notice, "notices", "kind", NoticeKind.self),
    check(.notice, "notices", "actor_kind", Author.Kind.self),
    check(.mail, "mails", "kind", NoticeKind.self),
    check(.mail, "mails", "state", OutgoingMail.State.self),
    check(.mail, "requester_mails", "kind", RequesterMail.Kind.self),
    check(.mail, "requester_mails", "state", OutgoingMail.State.self),
    check(.mail, "requester_mails", "withheld", RequesterMail.Withholding.self),
    check(.desk, "mail_templates", "kind", RequesterMail.Kind.self, id: "tenant_id"),
    check(.desk, "mail_templates", "language", Language.self, id: "tenant_id"),
  ]

  private static let webhooks = [
    check(.webhook, "webhooks", "state", Webhook.State.self),
    check(.webhook, "webhook_messages", "event", WebhookEvent.self),
    check(.webhook, "webhook_messages", "state", WebhookMessage.State.self),
    check(.webhook, "webhook_attempts", "outcome", WebhookAttempt.Outcome.self, id: "message_id"),
  ]

  private static let receivedMails = [
    check(.address, "desk_addresses", "type", TicketType.self),
    check(.address, "desk_addresses", "language", Language.self),
    check(.receivedMail, "received_mails", "door", MailDoor.self),
    check(.receivedMail, "received_mails", "state", KeptMail.State.self),
    check(.receivedMail, "received_mails", "kind", KeptMail.Kind.self),
    check(.receivedMail, "received_mails", "reason", KeptMail.Reason.self),
  ]

  private static let mailAccounts = [
    check(.mailAccount, "mail_accounts", "security", MailAccount.Security.self),
    check(.mailAccount, "mail_accounts", "afterwards", MailAccount.Afterwards.self),
    check(.mailAccount, "mail_accounts", "state", MailAccount.State.self),
    check(.mailAccount, "mail_accounts", "reason", MailFetchTrouble.self),
  ]

  private static func check<Word: RawRepresentable<String> & CaseIterable>(
    _ noun: Finding.Noun, _ table: String, _ column: String, _: Word.Type, id: String = "id"
  ) -> StatementCheck {
    let list = Word.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    return StatementCheck(
      .unknownWord, noun, of: "r", id: id, note: "'\(table).\(column)'",
      "FROM \(table) r WHERE r.\(column) NOT IN (\(list))")
  }
}
