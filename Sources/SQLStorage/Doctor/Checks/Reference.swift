import Foundation
package import Storage
import Ticketing

/// That a row which names another one names one that is there, at its own desk.
package struct Reference: Check {
  package let table: String
  package let column: String
  package let parent: String
  private let ailment: Ailment
  private let noun: Finding.Noun
  private let statement: Statement

  package var ailments: [Ailment] { [ailment, .foreignReference] }
  package var statements: [Statement] { [statement] }

  /// - Parameters:
  ///   - id: the column of the row that names it best.
  ///   - isShared: whether two desks know the parent by the same id, so that finding it elsewhere means nothing.
  ///   - condition: on the row `c`.
  private init(
    _ ailment: Ailment, _ noun: Finding.Noun, _ table: String, _ column: String, to parent: String, id: String = "id",
    isShared: Bool = false, when condition: String? = nil
  ) {
    self.ailment = ailment
    self.noun = noun
    self.table = table
    self.column = column
    self.parent = parent
    let isElsewhere = """
      CASE WHEN EXISTS (
        SELECT 1 FROM tenants x JOIN \(parent) p ON p.tenant_id = x.tenant_id AND p.id = c.\(column)
        WHERE x.tenant_id <> c.tenant_id) THEN 1 ELSE 0 END
      """
    statement = Statement(
      """
      SELECT c.tenant_id, c.\(id), \(isShared ? "0" : isElsewhere) FROM \(table) c
      WHERE c.\(column) IS NOT NULL \(condition.map { "AND \($0) " } ?? "")AND NOT EXISTS (
        SELECT 1 FROM \(parent) p WHERE p.tenant_id = c.tenant_id AND p.id = c.\(column))
      """, scope: .hub)
  }

  package func look(_ view: SQLHubView, _ round: Round, _ findings: inout Findings) throws {
    try view.walk(statement) { columns in
      let tenant: TenantID = try columns.id()
      let name: ID<SQLHubView> = try columns.id()
      let isElsewhere = columns.flag()
      findings.note(
        isElsewhere ? .foreignReference : ailment,
        Finding.Case(tenant: tenant, noun: noun, name: name.description, note: "\(table).\(column)"))
    }
  }
}

extension Reference {
  package static let all: [Reference] =
    tickets + conversation + federation + people + notices + outside + webhooks + receivedMails

  private static let tickets = [
    Reference(.absentStatus, .ticket, "tickets", "status_id", to: "statuses"),
    Reference(.orphanTicket, .ticket, "tickets", "requester_id", to: "requesters"),
    Reference(.orphanTicket, .ticket, "tickets", "assignee_id", to: "agents"),
    Reference(.orphanTicket, .ticket, "tickets", "team_id", to: "teams"),
    Reference(.orphanTie, .ticket, "tickets", "merged_into", to: "tickets"),
    Reference(.orphanTie, .ticket, "tickets", "split_from", to: "tickets"),
    Reference(.orphanTie, .ticket, "tickets", "parent_id", to: "tickets"),
    Reference(.orphanTag, .ticket, "ticket_tags", "ticket_id", to: "tickets", id: "ticket_id"),
  ]

  private static let conversation = [
    Reference(.orphanTimeline, .ticket, "timeline", "ticket_id", to: "tickets", id: "ticket_id"),
    Reference(.orphanTimeline, .ticket, "timeline", "actor_agent", to: "agents", id: "ticket_id"),
    Reference(.orphanTimeline, .ticket, "timeline", "handoff_id", to: "handoffs", id: "ticket_id", isShared: true),
    Reference(.orphanTimeline, .ticket, "timeline", "comment_id", to: "comments", id: "ticket_id"),
    Reference(.orphanTimeline, .ticket, "timeline", "attachment_id", to: "attachments", id: "ticket_id"),
    Reference(.orphanTimeline, .ticket, "timeline", "other_id", to: "tickets", id: "ticket_id"),
    Reference(.orphanComment, .comment, "comments", "ticket_id", to: "tickets"),
    Reference(.orphanComment, .comment, "comments", "author_agent", to: "agents"),
    Reference(.orphanAttachment, .attachment, "attachments", "ticket_id", to: "tickets"),
    Reference(.orphanAttachment, .attachment, "attachments", "comment_id", to: "comments"),
    Reference(.orphanAttachment, .attachment, "attachments", "author_agent", to: "agents"),
    Reference(.orphanCrossing, .handoff, "crossings", "handoff_id", to: "handoffs", id: "handoff_id", isShared: true),
  ]

  /// A message that comes in may wait for its offer: only what goes out needs its handoff.
  private static let federation = [
    Reference(
      .orphanInvitation, .partnership, "invitations", "partnership_id", to: "partnerships", id: "partnership_id"),
    Reference(
      .orphanHandoff, .partnership, "comparisons", "partnership_id", to: "partnerships", id: "partnership_id",
      isShared: true),
    Reference(
      .orphanHandoff, .handoff, "drifts", "partnership_id", to: "partnerships", id: "handoff_id", isShared: true),
    Reference(.orphanHandoff, .handoff, "drifts", "handoff_id", to: "handoffs", id: "handoff_id", isShared: true),
    Reference(.orphanHandoff, .handoff, "handoffs", "ticket_id", to: "tickets"),
    Reference(.orphanHandoff, .handoff, "handoffs", "partnership_id", to: "partnerships", isShared: true),
    Reference(.orphanDelivery, .delivery, "deliveries", "ticket_id", to: "tickets"),
    Reference(.orphanDelivery, .delivery, "deliveries", "partnership_id", to: "partnerships", isShared: true),
    Reference(
      .orphanDelivery, .delivery, "deliveries", "lane_id", to: "handoffs", isShared: true,
      when: "c.direction = 'out' AND c.lane_kind = 'handoff'"),
    Reference(.orphanAttempt, .delivery, "attempts", "delivery_id", to: "deliveries", id: "delivery_id"),
    Reference(.orphanLane, .lane, "lanes", "partnership_id", to: "partnerships", id: "lane_id", isShared: true),
    Reference(
      .orphanLane, .lane, "lanes", "lane_id", to: "handoffs", id: "lane_id", isShared: true,
      when: "c.lane_kind = 'handoff'"),
  ]

  private static let people = [
    Reference(.orphanRequester, .requester, "requesters", "customer_id", to: "customers"),
    Reference(.orphanAccess, .agent, "tokens", "agent_id", to: "agents", id: "agent_id"),
    Reference(.orphanAccess, .agent, "sessions", "agent_id", to: "agents", id: "agent_id"),
    Reference(.orphanAccess, .agent, "welcomes", "agent_id", to: "agents", id: "agent_id"),
    Reference(.orphanAccess, .agent, "second_steps", "agent_id", to: "agents", id: "agent_id"),
    Reference(.orphanAccess, .agent, "half_sign_ins", "agent_id", to: "agents", id: "agent_id"),
    Reference(.orphanAccess, .agent, "personal_settings", "agent_id", to: "agents", id: "agent_id"),
    Reference(.orphanAnswer, .agent, "kept_answers", "agent_id", to: "agents", id: "agent_id"),
    Reference(.orphanAudit, .agent, "audit", "agent_id", to: "agents", id: "agent_id"),
  ]

  private static let outside = [
    Reference(.orphanOutside, .ticket, "outside_tickets", "ticket_id", to: "tickets", id: "ticket_id"),
    Reference(.orphanOutside, .ticket, "outside_items", "ticket_id", to: "tickets", id: "ticket_id"),
    Reference(
      .orphanOutside, .connection, "connections", "partnership_id", to: "partnerships", isShared: true),
    Reference(
      .orphanOutside, .connection, "connection_mappings", "connection_id", to: "connections", id: "connection_id"),
  ]

  private static let notices = [
    Reference(.orphanNotice, .notice, "notices", "agent_id", to: "agents"),
    Reference(.orphanNotice, .notice, "notices", "ticket_id", to: "tickets"),
    Reference(.orphanNotice, .notice, "notices", "handoff_id", to: "handoffs", isShared: true),
    Reference(.orphanNotice, .notice, "notices", "comment_id", to: "comments"),
    Reference(.orphanMail, .mail, "mails", "agent_id", to: "agents"),
    Reference(.orphanMail, .mail, "mails", "ticket_id", to: "tickets"),
    Reference(.orphanMail, .mail, "requester_mails", "ticket_id", to: "tickets"),
    Reference(.orphanMail, .mail, "requester_mails", "requester_id", to: "requesters"),
    Reference(.orphanMail, .mail, "requester_mails", "comment_id", to: "comments"),
    Reference(.orphanMail, .mail, "suppressed_addresses", "mail_id", to: "requester_mails"),
  ]

  private static let webhooks = [
    Reference(.orphanWebhook, .webhook, "webhook_messages", "webhook_id", to: "webhooks"),
    Reference(.orphanWebhook, .webhook, "webhook_messages", "ticket_id", to: "tickets"),
    Reference(.orphanWebhook, .webhook, "webhook_attempts", "message_id", to: "webhook_messages", id: "message_id"),
  ]

  private static let receivedMails = [
    Reference(.orphanAddress, .address, "desk_addresses", "team_id", to: "teams"),
    Reference(.orphanMailAccount, .mailAccount, "mail_accounts", "address_id", to: "desk_addresses"),
    Reference(.orphanReceivedMail, .receivedMail, "received_mails", "ticket_id", to: "tickets"),
    Reference(.orphanReceivedMail, .receivedMail, "received_mails", "comment_id", to: "comments"),
  ]
}
