import Federation
import Storage
import Ticketing

/// All that one desk keeps.
struct DeskTables: Sendable {
  var settings: Cell<DeskSettings>

  var agents = Table<Rank<Agent>, AgentRow>()
  var teams = Table<Rank<Team>, Team>()
  var customers = Table<Rank<Customer>, Customer>()
  var requesters = Table<Rank<Requester>, Requester>()

  var tickets = Table<Rank<Ticket>, Ticket>()
  var numbers = Table<Int, TicketID>()
  var timeline = Table<TimelinePlace, TimelineEntry>()
  var comments = Table<Rank<Comment>, Comment>()
  var attachments = Table<Rank<Attachment>, Attachment>()
  var crossings = Table<Crossing, HandoffID>()

  var partnerships = Table<Rank<Partnership>, PartnershipRow>()
  var invitations = Table<Rank<Partnership>, Invitation>()
  var handoffs = Table<Rank<Handoff>, Handoff>()
  var deliveries = Table<Rank<Delivery>, Delivery>()
  var places = Table<DeliveryPlace, DeliveryID>()
  /// The places of what goes out and is not settled: few, where a lane may have brought thousands.
  var unsettled = Table<DeliveryPlace, DeliveryID>()
  var attempts = Table<AttemptPlace, Attempt>()
  var lanes = Table<LaneRank, LaneRow>()
  var comparisons = Table<Rank<Partnership>, Comparison>()
  var drifts = Table<DriftPlace, DriftRow>()

  var tokens = Table<Rank<Token>, TokenRecord>()
  var sessions = Table<Rank<Session>, SessionRecord>()
  var welcomes = Table<Rank<Agent>, WelcomeRecord>()
  var audit = Table<Int, AuditRecord>()
  var answers = Table<AnswerPlace, KeptAnswer>()
  var secondSteps = Table<Rank<Agent>, SecondStepRecord>()
  var halfSignIns = Table<SecretHash, HalfSignIn>()

  var connections = Table<Rank<Connection>, Connection>()
  var mappingVersions = Table<VersionPlace, MappingVersion>()
  var standIn = Cell<StandIn?>(nil)
  var poll = Cell<Poll?>(nil)
  var outsideTickets = Table<Rank<Ticket>, OutsideTicket>()
  var outsideItems = Table<ItemPlace, OutsideItem>()
  var reports = Table<Rank<ReportMarker>, KeptReport>()

  var notices = Table<NoticePlace, Notice>()
  var told = Table<ToldEvent, NoticePlace>()
  var personalSettings = Table<Rank<Agent>, PersonalSettings>()
  var mails = Table<Rank<OutgoingMail>, MailRow<OutgoingMail>>()
  var requesterMails = Table<Rank<RequesterMail>, MailRow<RequesterMail>>()
  var suppressions = Table<Rank<SuppressedAddress>, SuppressedAddress>()
  var mailTemplates = Table<TemplatePlace, MailTemplate>()

  var webhooks = Table<Rank<Webhook>, Webhook>()
  var webhookMessages = Table<Rank<WebhookMessage>, WebhookMessageRow>()
  var webhookAttempts = Table<WebhookAttemptPlace, WebhookAttempt>()

  var deskAddresses = Table<Rank<DeskAddress>, DeskAddress>()
  var receivedMails = Table<Rank<KeptMail>, KeptMailRow>()
  var mailAccounts = Table<Rank<MailAccount>, MailAccountRow>()

  init(_ record: DeskRecord?) { settings = Cell(DeskSettings(record: record)) }
}

extension DeskTables {
  var isChanged: Bool {
    settings.isChanged || agents.isChanged || teams.isChanged || customers.isChanged || requesters.isChanged
      || tickets.isChanged || numbers.isChanged || timeline.isChanged || comments.isChanged || attachments.isChanged
      || crossings.isChanged || partnerships.isChanged || invitations.isChanged || handoffs.isChanged
      || deliveries.isChanged
      || places.isChanged || unsettled.isChanged || attempts.isChanged || lanes.isChanged || comparisons.isChanged
      || drifts.isChanged || tokens.isChanged
      || sessions.isChanged || welcomes.isChanged || audit.isChanged || answers.isChanged || secondSteps.isChanged
      || connections.isChanged || mappingVersions.isChanged || standIn.isChanged || poll.isChanged
      || outsideTickets.isChanged
      || outsideItems.isChanged || reports.isChanged || halfSignIns.isChanged || notices.isChanged || told.isChanged
      || personalSettings.isChanged || mails.isChanged || webhooks.isChanged || webhookMessages.isChanged
      || webhookAttempts.isChanged || deskAddresses.isChanged || receivedMails.isChanged
      || requesterMails.isChanged || suppressions.isChanged || mailTemplates.isChanged || mailAccounts.isChanged
  }

  /// Lets what a transaction changed stand.
  mutating func keep() {
    settings.keep()
    agents.keep()
    teams.keep()
    customers.keep()
    requesters.keep()
    tickets.keep()
    numbers.keep()
    timeline.keep()
    comments.keep()
    attachments.keep()
    crossings.keep()
    partnerships.keep()
    invitations.keep()
    handoffs.keep()
    deliveries.keep()
    places.keep()
    unsettled.keep()
    attempts.keep()
    lanes.keep()
    comparisons.keep()
    drifts.keep()
    tokens.keep()
    sessions.keep()
    welcomes.keep()
    audit.keep()
    answers.keep()
    secondSteps.keep()
    halfSignIns.keep()
    connections.keep()
    mappingVersions.keep()
    standIn.keep()
    poll.keep()
    outsideTickets.keep()
    outsideItems.keep()
    reports.keep()
    notices.keep()
    told.keep()
    personalSettings.keep()
    mails.keep()
    requesterMails.keep()
    suppressions.keep()
    mailTemplates.keep()
    webhooks.keep()
    webhookMessages.keep()
    webhookAttempts.keep()
    deskAddresses.keep()
    receivedMails.keep()
    mailAccounts.keep()
  }

  /// Takes back what a transaction changed.
  mutating func undo() {
    settings.undo()
    agents.undo()
    teams.undo()
    customers.undo()
    requesters.undo()
    tickets.undo()
    numbers.undo()
    timeline.undo()
    comments.undo()
    attachments.undo()
    crossings.undo()
    partnerships.undo()
    invitations.undo()
    handoffs.undo()
    deliveries.undo()
    places.undo()
    unsettled.undo()
    attempts.undo()
    lanes.undo()
    comparisons.undo()
    drifts.undo()
    tokens.undo()
    sessions.undo()
    welcomes.undo()
    audit.undo()
    answers.undo()
    secondSteps.undo()
    halfSignIns.undo()
    connections.undo()
    mappingVersions.undo()
    standIn.undo()
    poll.undo()
    outsideTickets.undo()
    outsideItems.undo()
    reports.undo()
    notices.undo()
    told.undo()
    personalSettings.undo()
    mails.undo()
    requesterMails.undo()
    suppressions.undo()
    mailTemplates.undo()
    webhooks.undo()
    webhookMessages.undo()
    webhookAttempts.undo()
    deskAddresses.undo()
    receivedMails.undo()
    mailAccounts.undo()
  }
}
