/// Every route under `/api/v1`.
package enum APIRoutes {
  package static let all: [Route] =
    TicketRoutes.all + FamilyRoutes.all + CommentRoutes.all + AttachmentRoutes.all
    + AgentRoutes.all + TeamRoutes.all + CustomerRoutes.all + RequesterRoutes.all
    + StatusRoutes.all + FieldRoutes.all + DeskRoutes.all
    + InvitationRoutes.all + PartnershipRoutes.all + SharingRoutes.all + MappingRoutes.all
    + HandoffRoutes.all + HandoffMoveRoutes.all + DeliveryRoutes.all + TokenRoutes.all + AuditRoutes.all
    + NoticeRoutes.all + ConnectionRoutes.all + HookRoutes.all + WebhookRoutes.all + SampleRoutes.all
    + AddressRoutes.all + MailRoutes.all + SentMailRoutes.all + MailAccountRoutes.all
}
