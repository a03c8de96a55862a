/// What is told of partners, of what goes to and fro between desks, and of who did it.
enum PartnerSchemas {
  package static let all: [(name: String, schema: Schema)] = [
    ("Partnership", PartnershipView.schema),
    ("InvitedPartnership", PartnershipView.invitedSchema),
    ("PartnershipSettings", PartnershipView.settingsSchema),
    ("Sharing", SharingView.schema),
    ("Mapping", MappingView.schema),
    ("MappingFinding", FindingView.schema),
    ("MappingVerdict", FindingView.verdictSchema),
    ("Handoff", HandoffView.schema),
    ("HandoffDetail", HandoffView.detailSchema),
    ("HandoffPreview", OfferView.schema),
    ("Delivery", DeliveryView.schema),
    ("DeliveryDetail", DeliveryView.detailSchema),
    ("Token", TokenView.schema),
    ("NewToken", TokenView.newSchema),
    ("AuditRecord", AuditView.schema),
    ("Connector", ConnectorView.schema),
    ("Connection", ConnectionView.schema),
    ("NewConnection", ConnectionView.newSchema),
    ("ConnectionMapping", ConnectionMappingView.schema),
    ("KeptReport", KeptReportView.schema),
    ("Webhook", WebhookView.schema),
    ("NewWebhook", WebhookView.newSchema),
    ("WebhookMessage", WebhookMessageView.schema),
    ("WebhookMessageDetail", WebhookMessageView.detailSchema),
  ]
}
