import Storage

/// Every statement that there is, for the tests that hold them against the rules.
package enum SQLStatements {
  package static let all: [Statement] =
    SchemaSQL.all + SettingsSQL.all + PeopleSQL.all + TicketSQL.all + TimelineSQL.all + ConversationSQL.all
    + PartnershipSQL.all + HandoffSQL.all + DeliverySQL.all + LaneSQL.all + AccessSQL.all + HubSQL.all + ExamineSQL.all
}
