import StrictJSON

/// How other products' tickets in JSON are understood: what an admin would point at. Each was found by looking at one sample.
struct ForeignDesk: Sendable {
  let name: String
  let folder: String
  /// What the files' names begin with.
  let files: [String]
  let paths: JSONObject
  /// Files among them that say nothing of a ticket: they are not heard.
  var silent: [String] = []

  static let all = paging + fresh + remedies + others

  private static let paging = [
    ForeignDesk(
      name: "PagerDuty v3", folder: "pagerduty", files: ["zulip-pagerduty-v3", "pd-docs-webhooks-01-overview-01"],
      paths: [
        "ticket_id": "$..[?@.type == 'incident' || @.type == 'incident_reference'].id", "event_id": "$.event.id",
        "time": "$.event.occurred_at",
        "ticket_url": "$..[?@.type == 'incident' || @.type == 'incident_reference'].html_url",
        "subject": "$..[?@.type == 'incident' || @.type == 'incident_reference']['title','summary']",
        "status": "$.event[?@.type == 'incident'].status", "priority": "$.event.data.urgency",
        "person_name": "$.event.agent.summary", "comment": "$.event[?@.type == 'incident_note']", "comment_id": "$.id",
        "comment_body": "$.content",
      ]),
    ForeignDesk(
      name: "PagerDuty v3, an incident", folder: "pagerduty", files: ["pd-docs-webhooks-01-overview-03"],
      paths: ["ticket_id": "$.id", "ticket_number": "$.number", "subject": "$.title", "status": "$.status"]),
    ForeignDesk(
      name: "PagerDuty v3, of an incident", folder: "pagerduty",
      files: [7, 8, 10, 14].map { "pd-docs-webhooks-01-overview-\($0 < 10 ? "0" : "")\($0)" },
      paths: [
        "ticket_id": "$..incident.id", "subject": "$..incident.summary", "comment": "$.message",
      ]),
    ForeignDesk(
      name: "PagerDuty v2", folder: "pagerduty", files: ["pd-docs-webhooks-09-v2"],
      paths: [
        "each": "$.messages[*]", "ticket_id": "$.incident.id", "event_id": "$.id", "time": "$.created_on",
        "subject": "$.incident['title','summary']", "status": "$.incident.status", "priority": "$.incident.urgency",
        "person_name": "$.log_entries[0].agent.summary",
      ]),
    ForeignDesk(
      name: "PagerDuty, incidents", folder: "pagerduty",
      files: ["r7-pagerduty-trigger", "r7-pagerduty-test_ack"],
      paths: ["ticket_id": "$.incident.id", "subject": "$.incident.title", "status": "$.incident.status"]),
    ForeignDesk(
      name: "PagerDuty, a list", folder: "pagerduty", files: ["chron-incidents"],
      paths: [
        "each": "$.incidents[*]", "ticket_id": "$.id", "subject": "$.title", "status": "$.status",
        "time": "$.updated_at",
      ]),
    ForeignDesk(
      name: "Opsgenie", folder: "pagerduty", files: ["zulip-opsgenie"],
      paths: [
        "ticket_id": "$.alert.alertId", "ticket_number": "$.alert.tinyId", "time": "$.alert.updatedAt",
        "subject": "$.alert.message", "status": "$.action", "priority": "$.alert.priority",
        "person_name": "$.alert.username", "comment": "$.alert.note",
      ]),
  ]

  private static let fresh = [
    ForeignDesk(
      name: "Freshdesk", folder: "freshservice", files: ["zulip-freshdesk"],
      paths: [
        "ticket_id": "$.freshdesk_webhook.ticket_id", "ticket_url": "$.freshdesk_webhook.ticket_url",
        "subject": "$.freshdesk_webhook.ticket_subject", "description": "$.freshdesk_webhook.ticket_description",
        "text_form": "html", "status": "$.freshdesk_webhook.ticket_status",
        "priority": "$.freshdesk_webhook.ticket_priority", "type": "$.freshdesk_webhook.ticket_type",
        "requester_name": "$.freshdesk_webhook.requester_name",
        "requester_email": "$.freshdesk_webhook.requester_email",
      ]),
    ForeignDesk(
      name: "Freshservice", folder: "freshservice",
      files: ["r7-freshservice-create_ticket.", "r7-freshservice-create_ticket2.", "r7-freshservice-update_ticket."],
      paths: [
        "ticket_id": "$.ticket.id", "subject": "$.ticket.subject", "description": "$.ticket.description_text",
        "status": "$.ticket.status", "priority": "$.ticket.priority", "time": "$.ticket.updated_at",
      ]),
    ForeignDesk(
      name: "Freshservice, of an integration", folder: "freshservice",
      files: ["chron-create_ticket", "chron-update_ticket"],
      paths: [
        "each": "$[*].ticket", "ticket_id": "$.id", "subject": "$.subject", "status": "$.status_name",
        "priority": "$.priority_name",
      ]),
    ForeignDesk(
      name: "Freshservice, a list", folder: "freshservice", files: ["chron-list_tickets"],
      paths: ["each": "$[*].tickets[*]", "ticket_id": "$.id", "subject": "$.subject", "status": "$.status"]),
    ForeignDesk(
      name: "Freshservice, conversations", folder: "freshservice", files: ["chron-list_ticket_conversations"],
      paths: [
        "each": "$[*].conversations[*]", "ticket_id": "$.ticket_id", "comment": "$", "comment_id": "$.id",
        "comment_body": "$.body_text", "comment_private": "$.private", "comment_time": "$.created_at",
      ]),
    ForeignDesk(
      name: "Freshdesk, a ticket", folder: "freshservice",
      files: [
        "r7-freshdesk-get_ticket_by_id", "r7-freshdesk-update_ticket_few", "r7-freshdesk-update_ticket_many",
        "r7-freshdesk-create_ticket_many",
      ],
      paths: ["ticket_id": "$.id", "subject": "$.subject", "status": "$.status", "time": "$.updated_at"]),
    ForeignDesk(
      name: "Freshdesk, a list", folder: "freshservice", files: ["r7-freshdesk-get_tickets_many"],
      paths: ["each": "$[*]", "ticket_id": "$.id", "subject": "$.subject", "status": "$.status"]),
  ]

  private static let remedies = [
    ForeignDesk(
      name: "Helix ITSM", folder: "helix", files: ["r7-bmc_helix_itsm-incident.", "r7-bmc_helix_itsm-task."],
      paths: [
        "ticket_id": "$.values['Task ID','Request ID']", "subject": "$.values['Summary','Short Description']",
        "status": "$.values.Status", "time": "$.values['Modified Date']", "person_name": "$.values['Last Modified By']",
      ]),
    ForeignDesk(
      name: "Helix ITSM, entries", folder: "helix", files: ["r7-bmc_helix_itsm-incident_query"],
      paths: [
        "each": "$.entries[*].values", "ticket_id": "$['Incident Number','Entry ID']", "status": "$.Status",
        "time": "$['Last Modified Date']", "subject": "$['Description','Short Description']",
      ]),
    ForeignDesk(
      name: "Remedy ITSM", folder: "helix", files: ["chron-bmc_remedy_itsm-create", "chron-bmc_remedy_itsm-wait"],
      paths: [
        "ticket_id": "$['Request ID']", "status": "$.Status", "subject": "$['Description','Short Description']",
        "time": "$['Modified Date','Last Modified Date']", "person_name": "$['Last Modified By']",
      ]),
    ForeignDesk(
      name: "Remedy ITSM, work log", folder: "helix", files: ["chron-bmc_remedy_itsm-get_incident_details"],
      paths: [
        "each": "$[*]", "ticket_id": "$['Incident Number','Work Log ID']", "comment": "$.Worknotes[*]",
        "comment_body": "$['Detailed Description']", "comment_author": "$.Submitter",
        "comment_time": "$['Work Log Submit Date']",
      ]),
    ForeignDesk(
      name: "Remedyforce", folder: "helix", files: ["chron-bmc_helix_remedy_force-wait"],
      paths: [
        "ticket_id": "$.Id", "ticket_number": "$.Name", "time": "$.LastModifiedDate",
        "status": "$.BMCServiceDesk__Status_ID__c", "subject": "$.BMCServiceDesk__shortDescription__c",
        "description": "$.BMCServiceDesk__incidentDescription__c", "priority": "$.BMCServiceDesk__Priority_ID__c",
      ]),
  ]

  private static let others = [
    ForeignDesk(
      name: "Xurrent", folder: "xurrent",
      files: ["ipaas-automation", "ipaas-installation", "ipaas-xurrent", "webhook-verify"],
      paths: [
        "only_when": "$[?match(@, 'request\\\\..*')]", "ticket_id": "$.object_id", "status": "$.payload.status",
        "subject": "$.payload.subject", "person_name": "$.person_name",
      ],
      silent: ["ipaas-automation", "ipaas-installation", "ipaas-xurrent", "webhook-verify"]),
    ForeignDesk(
      name: "N-central", folder: "xurrent", files: ["ipaas-psa"],
      paths: [
        "ticket_id": "$.ncentralTicketId", "subject": "$.title", "description": "$.details", "status": "$.action",
      ]),
    ForeignDesk(
      name: "Ivanti", folder: "other", files: ["r7-ivanti"],
      paths: [
        "ticket_id": "$.RecId", "ticket_number": "$['IncidentNumber','ServiceReqNumber']", "subject": "$.Subject",
        "status": "$.Status", "priority": "$.Priority", "time": "$.LastModDateTime", "only_when": "$.RecId",
        "requester_name": "$.ProfileFullName", "requester_email": "$.Email",
      ],
      silent: ["r7-ivanti-get_incident_bad", "r7-ivanti-search_incidents_bad"]),
    ForeignDesk(
      name: "Samanage", folder: "other", files: ["r7-samanage-get_incident", "r7-samanage-tag"],
      paths: [
        "ticket_id": "$.id", "ticket_number": "$.number", "subject": "$.name", "description": "$.description",
        "status": "$.state",
      ]),
    ForeignDesk(
      name: "Samanage, a comment", folder: "other", files: ["r7-samanage-comment"],
      paths: [
        "ticket_id": "$.commenter_id", "comment": "$", "comment_id": "$.id", "comment_body": "$.body",
        "comment_private": "$.is_private", "time": "$.updated_at",
      ]),
    ForeignDesk(
      name: "Samanage, comments", folder: "other", files: ["r7-samanage-get_comments"],
      paths: [
        "each": "$[*]", "ticket_id": "$.commenter_id", "comment": "$", "comment_id": "$.id", "comment_body": "$.body",
        "comment_private": "$.is_private", "time": "$.updated_at",
      ]),
    ForeignDesk(
      name: "TOPdesk", folder: "other", files: ["r7-topdesk-create", "r7-topdesk-get", "r7-topdesk-update"],
      paths: [
        "ticket_id": "$.id", "ticket_number": "$.number", "subject": "$.briefDescription", "description": "$.request",
        "status": "$.processingStatus.name", "priority": "$.priority.name", "requester_name": "$.caller.dynamicName",
        "requester_email": "$.caller.email", "time": "$.modificationDate",
      ]),
    ForeignDesk(
      name: "TOPdesk, a list", folder: "other", files: ["r7-topdesk-list"],
      paths: ["each": "$[*]", "ticket_id": "$.id"]),
    ForeignDesk(
      name: "Cherwell", folder: "other", files: ["r7-cherwell-update", "r7-cherwell-perform"],
      paths: ["ticket_id": "$..['public_id','busObPublicId']"]),
  ]
}
