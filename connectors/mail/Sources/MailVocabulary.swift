import ConnectorKit
import Ticketing

/// Words for a desk of which only mails are known; a template puts its own in their place.
enum MailVocabulary {
  static let vocabulary = Vocabulary(
    statuses: [
      NativeStatus("new", "New", .new),
      NativeStatus("open", "Open", .inProgress),
      NativeStatus("pending", "Pending", .waitingForRequester),
      NativeStatus("hold", "On hold", .onHold),
      NativeStatus("resolved", "Resolved", .resolved),
      NativeStatus("closed", "Closed", .closed),
      NativeStatus("cancelled", "Cancelled", .cancelled),
    ],
    conversation: [.privateComments, .publicComments, .files])
}

/// How one product's notices look, and how it wants to be answered.
///
/// Lines are named by patterns: `Ref:…` begins so, `…wrote:` ends so, `…above this line…` has it within. Labels, marks and
/// words are in lower case.
struct DeskTemplate: Sendable {
  struct Phrase: Sendable {
    let words: String
    let status: String

    init(_ words: String, _ status: String) {
      self.words = words.lowercased()
      self.status = status
    }
  }

  let key: String
  let title: String
  /// In subjects; empty where each installation has its own.
  var number = ""
  /// Whether a number is letters, a dash and digits: other words with a digit in them are none.
  var isKeyed = false
  /// In lines of the template, for mails whose subject names none.
  var numbersInWords: [String] = []
  /// Headers that name the status.
  var fields = ["Baton-Status"]
  var statusLabels: Set<String> = ["status", "state"]
  var requesterLabels: Set<String> = []
  /// Other labels of lines that nobody wrote.
  var labels: Set<String> = []
  var lines: [String] = []
  /// What stands behind a name in a line that says what its bearer did.
  var authorVerbs: [String] = []
  /// Lines behind which people's words begin.
  var terminators: [String] = []
  /// Labels behind which they begin in the same line, or in the next.
  var wordLabels: Set<String> = []
  /// The line that a block with a status begins with; nil where none does.
  var blockOpens: String?
  /// Lines at which people's words end.
  var ends: [String] = []
  var dividers = ["…reply above this line…", "…write above this line…"]
  var privateMarks: [String] = []
  var subjectPieces: [String] = []
  /// Headers with the address of who did what the notice is of.
  var originators: [String] = []
  /// What desks put behind the name of who wrote.
  var viaSuffixes = [" via ", " (via"]
  /// Phrases of the subject and of the template's lines, the first that fits counts.
  var phrases: [Phrase] = []
  /// Its words for statuses.
  var reads: [String: String] = [:]
  /// The hub's words as the desk has them; those that are missing are its own.
  var writes: [String: String] = [:]
  var command: String?
  /// A line that keeps a comment from requesters.
  var privateCommand: String?

  func isNumber(_ found: String) -> Bool {
    guard isKeyed else { return true }
    let halves = found.split(separator: "-", omittingEmptySubsequences: false)
    return halves.count == 2 && halves[0].first?.isLetter == true && !halves[1].isEmpty
      && halves[1].utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// The status that a word of the desk's means; nil for one that no template knows.
  func status(_ word: String) -> String? {
    let word = word.lowercased()
    return reads[word] ?? (MailVocabulary.vocabulary.statuses.contains { $0.id == word } ? word : nil)
  }

  func status(in texts: [String]) -> String? {
    let texts = texts.map { $0.prefix(500).lowercased() }
    return phrases.first { phrase in texts.contains { $0.contains(phrase.words) } }?.status
  }

  func extended(words: [Phrase], labels: [String], lines: [String]) -> DeskTemplate {
    var template = self
    template.phrases = words + phrases
    for phrase in words { template.reads[phrase.words] = phrase.status }
    template.statusLabels.formUnion(labels.map { $0.lowercased() })
    template.lines += lines
    return template
  }
}

extension DeskTemplate {
  static let all = [requestTracker, serviceNow, jira, zendesk, remedy, other]

  static func named(_ key: String) -> DeskTemplate? { all.first { $0.key == key } }

  /// Request Tracker 5 with the templates that it comes with: Transaction, Correspondence, Admin Comment, Status Change, Resolved.
  private static let requestTracker = DeskTemplate(
    key: "requesttracker", title: "Request Tracker", requesterLabels: ["requestors", "requestor"],
    labels: ["transaction", "queue", "subject", "owner", "ticket url", "ticket <url"],
    lines: [
      "…was acted upon…", "<URL:…", "Ticket <URL:…", "…Ticket/Display.html?id=…", "This is a comment…",
      "According to our records, your request has been resolved…",
      "questions or concerns, please respond to this message…",
      "This transaction appears to have no content…", "Status Changed to:…",
    ],
    terminators: ["Ticket <URL:…", "<URL:…", "This is a comment…"], blockOpens: "…was acted upon…",
    ends: ["This transaction appears to have no content…"],
    privateMarks: ["[comment]", "this is a comment", "transaction: comments added"],
    subjectPieces: ["[Comment]", "AutoReply:", "Resolved:", "Status Changed to:"], originators: ["RT-Originator"],
    phrases: [
      .init("status changed to: resolved", "resolved"), .init("status changed to: open", "open"),
      .init("status changed to: stalled", "hold"), .init("status changed to: rejected", "cancelled"),
      .init("status changed to: new", "new"), .init("status changed to: deleted", "cancelled"),
      .init("your request has been resolved", "resolved"),
    ],
    reads: ["stalled": "hold", "rejected": "cancelled", "deleted": "cancelled"],
    writes: ["pending": "stalled", "hold": "stalled", "closed": "resolved", "cancelled": "rejected"],
    command: "Status: {status}")

  /// ServiceNow's notifications of incidents, requests and cases.
  private static let serviceNow = DeskTemplate(
    key: "servicenow", title: "ServiceNow", number: "INC{number}", numbersInWords: ["INC{number}"],
    statusLabels: ["state", "status", "incident state"], requesterLabels: ["caller", "requested for", "opened by"],
    labels: [
      "number", "short description", "priority", "impact", "urgency", "assignment group", "assigned to", "category",
      "opened", "resolved", "closed", "description", "resolution code", "close code", "click here to view incident",
      "click here to view",
      "configuration item",
    ],
    lines: [
      "Incident INC…", "Your incident INC…", "Your request has been…", "Click here to view…", "Take me to…",
      "…(Additional comments)", "…(Work notes)", "…Additional comments", "…Work notes", "You can view all the details…",
      "If you feel the issue is not resolved…", "Your incident…", "An incident…",
    ],
    terminators: ["…(Additional comments)", "…(Work notes)"],
    wordLabels: ["comments", "additional comments", "work notes", "close notes", "resolution notes"],
    ends: [
      "Ref:MSG…", "Ref:TIS…", "Unsubscribe…", "Take me to…", "Click here to view…", "You can view all the details…",
    ],
    privateMarks: ["work notes:", "(work notes)"],
    subjectPieces: ["Incident", "comments added", "has been opened", "has been updated"],
    phrases: [
      .init("has been resolved", "resolved"), .init("has been closed", "closed"),
      .init("has been canceled", "cancelled"),
      .init("has been cancelled", "cancelled"), .init("has been reopened", "open"),
      .init("is awaiting your", "pending"),
      .init("has been opened on your behalf", "new"), .init("has been opened", "new"),
    ],
    reads: [
      "in progress": "open", "work in progress": "open", "active": "open", "assigned": "open", "on hold": "hold",
      "pending": "hold", "awaiting caller": "pending", "awaiting user info": "pending", "awaiting info": "pending",
      "awaiting problem": "hold", "awaiting change": "hold", "awaiting vendor": "hold", "closed complete": "closed",
      "closed incomplete": "closed", "closed skipped": "cancelled", "canceled": "cancelled", "complete": "resolved",
    ])

  /// Jira and Jira Service Management, as their watchers and customers are told.
  private static let jira = DeskTemplate(
    key: "jira", title: "Jira", number: "{key}", isKeyed: true,
    requesterLabels: ["reporter"],
    labels: [
      "issue type", "priority", "assignee", "components", "created", "key", "project", "labels", "url", "resolution",
      "summary", "request type", "environment", "updated",
    ],
    lines: [
      "[ http…", "…/browse/…", "—-—-—…", "Just confirming that we got your request…", "There is 1 comment…",
      "There are … comments", "1 comment", "Issue…", "Changes by…", "Reply above this line…",
    ],
    authorVerbs: [
      " commented on ", " commented:", " changed the status", " resolved ", " closed ", " reopened ", " updated ",
      " created ", " mentioned you", " added a comment", " started work on ", " stopped work on ",
    ],
    terminators: ["…commented…", "…added a comment…"],
    ends: [
      "View request…", "View issue…", "Add comment…", "Turn off this request's notifications…",
      "Get Jira notifications…",
      "This message was sent by Atlassian…", "--", "Powered by Jira…", "This is shared with…", "— This message…",
    ],
    privateMarks: ["internal comment", "internal note"],
    subjectPieces: ["[JIRA]", "()", "Updated:", "Commented:", "Created:"],
    viaSuffixes: [" (JIRA)", " (Jira)", " via "],
    phrases: [
      .init("changed the status to in progress", "open"),
      .init("changed the status to waiting for customer", "pending"),
      .init("changed the status to waiting for support", "open"), .init("changed the status to resolved", "resolved"),
      .init("changed the status to done", "resolved"), .init("changed the status to closed", "closed"),
      .init("changed the status to canceled", "cancelled"), .init("marked this request as resolved", "resolved"),
      .init(" reopened ", "open"), .init(" resolved ", "resolved"), .init(" closed ", "closed"),
      .init(" started work on ", "open"), .init("we got your request", "new"),
    ],
    reads: [
      "to do": "new", "backlog": "new", "selected for development": "new", "waiting for support": "open",
      "waiting for customer": "pending", "in progress": "open", "in review": "open", "reopened": "open",
      "escalated": "hold", "pending": "hold", "done": "resolved", "canceled": "cancelled", "declined": "cancelled",
    ])

  /// Zendesk's triggers as they come; its mail API obeys lines that begin with a number sign.
  private static let zendesk = DeskTemplate(
    key: "zendesk", title: "Zendesk", number: "[#{number}]",
    numbersInWords: [
      "request ({number})", "ticket (#{number})", "request #{number}", "ticket #{number}", "(#{number})",
    ],
    requesterLabels: ["requester"], labels: ["ticket", "url", "assignee", "group", "priority", "type", "channel"],
    lines: [
      "Your request (…", "Your request #…", "Request (#…", "Ticket #…", "A ticket (#…", "You are registered as a CC…",
      "To add additional comments, reply to this email…", "To reopen this request, reply to this email…",
      "You have been assigned to this ticket…", "This ticket (#…", "To review the status of the request…",
      "To review, update, or add comments…", "---…",
    ],
    terminators: ["To add additional comments…", "To reopen this request…"],
    ends: ["This email is a service from…", "Ticket-Id:…"],
    privateMarks: ["(internal note)", "internal note"],
    subjectPieces: ["[Request received]", "[Request updated]", "Request updated:", "Request received:"],
    phrases: [
      .init("has been deemed solved", "resolved"), .init("has been solved", "resolved"),
      .init("has been closed", "closed"),
      .init("has been received", "new"), .init("is awaiting your reply", "pending"), .init("has been reopened", "open"),
    ],
    reads: ["solved": "resolved", "on-hold": "hold", "on hold": "hold"],
    writes: ["resolved": "solved", "closed": "solved", "cancelled": "solved", "new": "open"], command: "#{status}",
    privateCommand: "#note")

  /// BMC Remedy and Helix ITSM.
  private static let remedy = DeskTemplate(
    key: "remedy", title: "BMC Remedy", number: "INC{number}", numbersInWords: ["INC{number}"],
    statusLabels: ["status", "incident status"], requesterLabels: ["customer", "customer name", "requester"],
    labels: [
      "incident number", "incident id", "summary", "priority", "impact", "urgency", "assigned group", "assigned to",
      "assignee", "service", "company", "status reason",
      "service type", "submit date",
    ],
    lines: [
      "Incident INC…", "The incident…", "This message is to notify you…", "Please do not reply…", "Your incident…",
      "The following incident…",
    ],
    wordLabels: ["notes", "work info", "work info notes", "resolution", "details"],
    ends: [
      "Please do not reply…", "To view the incident…", "This is an automatically generated…",
      "Click the following link…",
    ],
    subjectPieces: ["Incident", "has been assigned to your group", "has been updated"],
    phrases: [
      .init("has been resolved", "resolved"), .init("has been closed", "closed"),
      .init("has been cancelled", "cancelled"),
      .init("has been assigned", "open"), .init("has been reopened", "open"), .init("has been submitted", "new"),
      .init("has been created", "new"),
    ],
    reads: [
      "assigned": "open", "in progress": "open", "work in progress": "open", "pending": "hold", "new": "new",
      "client action required": "pending", "completed": "resolved", "canceled": "cancelled",
    ])

  /// A desk whose admin says everything.
  private static let other = DeskTemplate(
    key: "other", title: "Another desk", requesterLabels: ["requester"],
    labels: ["ticket", "priority", "assignee", "subject", "number"], wordLabels: ["comment"],
    privateMarks: ["[internal]"],
    phrases: [
      .init("has been resolved", "resolved"), .init("has been closed", "closed"), .init("has been reopened", "open"),
    ])
}
