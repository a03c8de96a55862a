/// Every route under `/api/v1`.
enum APIRoutes {
  static let all: [Route] =
    InvitationRoutes.all + PartnershipRoutes.all + SharingRoutes.all + MappingRoutes.all
    + HandoffRoutes.all + HandoffMoveRoutes.all + DeliveryRoutes.all + TokenRoutes.all + AuditRoutes.all
}
