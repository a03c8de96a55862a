/// Everything that can be asked of the tables alone; what concerns the files of an engine, the engine asks.
package enum Doctor {
  package static let checks: [any Check] =
    Reference.all as [any Check] + DeskRoots.all as [any Check] + KnownWords.all as [any Check]
    + DeskChecks.all as [any Check] + TicketChecks.all as [any Check] + ConversationChecks.all as [any Check]
    + PartnershipChecks.all as [any Check] + PartnershipPairs.all as [any Check] + HandoffChecks.all as [any Check]
    + HandoffPairs.all as [any Check] + MessagePairs.all as [any Check] + LaneChecks.all as [any Check]
    + DeliveryChecks.all as [any Check] + ConnectionPairs.all as [any Check]
    + NoticeChecks.all as [any Check] + ReceivedMailChecks.all as [any Check] + StoredValues.all as [any Check]
    + [SealedValues(), MappedStatuses(), TeamsOfAgents(), TagIndex(), WaitingWire(), SharedTerms()] as [any Check]

  static let statements: [Statement] = checks.flatMap(\.statements)
}
