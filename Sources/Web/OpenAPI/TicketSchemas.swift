/// The named schemas of tickets and of what belongs to them.
enum TicketSchemas {
  package static let all: [(name: String, schema: Schema)] = [
    ("Ticket", TicketView.schema), ("HandoffSummary", HandoffSummary.schema), ("Author", AuthorView.schema),
    ("Comment", CommentView.schema), ("Attachment", AttachmentView.schema), ("TimelineEntry", TimelineView.schema),
    ("Chain", ChainView.schema), ("Agent", AgentView.schema), ("Team", TeamView.schema),
    ("Customer", CustomerView.schema), ("Requester", RequesterView.schema), ("Status", StatusView.schema),
    ("Field", FieldView.schema), ("Desk", DeskView.schema), ("Notice", NoticeView.schema),
    ("PersonalSettings", PersonalSettingsView.schema),
  ]
}
