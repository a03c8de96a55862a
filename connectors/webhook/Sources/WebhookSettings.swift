import ConnectorKit
import Foundation
import JSONPath
import StrictJSON

/// How a desk signs, where in its webhooks what is said, and what is sent to it.
struct WebhookSettings: Sendable {
  let signing: WebhookSigning
  /// By the setting.
  let paths: [String: JSONQuery]
  let requests: [String: RequestTemplate]
  let textForm: TextForm
  /// Who the hub is there: what they wrote is the hub's own.
  let ownAuthor: String
  /// Without a slash at its end; empty where nothing is sent.
  let base: String
  let token: SharedSecret

  enum TextForm: String, CaseIterable {
    case text, markdown, html
  }

  static let schema = SettingsSchema(signing + reading + writing)

  private static let signing: [SettingsField] = [
    .required(
      "signature", "How it signs",
      .choice([
        .init("body", "A keyed hash of the body"), .init("time.body", "A keyed hash of time, full stop and body"),
        .init("timebody", "A keyed hash of time and body"), .init("standard", "As Standard Webhooks says"),
        .init("header", "It shows the secret in a header"),
      ]), help: "How the desk proves that a webhook is its own; one that is not proved is not taken."),
    .optional(
      "signature_header", "Header of the signature", .line, standard: "X-Signature",
      help: "The header that holds the signature, or the secret."),
    .optional(
      "signature_algorithm", "Hash",
      .choice([.init("sha256", "SHA-256"), .init("sha512", "SHA-512"), .init("sha1", "SHA-1")]),
      standard: "sha256", help: "The hash function of the signature."),
    .optional(
      "signature_encoding", "Written in", .choice([.init("hex", "Hexadecimal"), .init("base64", "Base 64")]),
      standard: "hex", help: "How the hash is written."),
    .optional("signature_prefix", "Prefix", .line, help: "What stands before the hash, such as sha256=."),
    .optional(
      "time_header", "Header of the time", .line, standard: "X-Timestamp",
      help: "The header with the time that is signed."),
    .optional(
      "tolerance", "Seconds that clocks may differ", .number(10...3_600), standard: 300,
      help: "A webhook that was signed longer ago was played again."),
    .secret("hook_secret", "Secret of the webhooks", help: "What the desk signs with, or shows."),
  ]

  private static let reading: [SettingsField] =
    [
      path(
        "ticket_id", "Id of the ticket", "What the desk itself calls the ticket; it must always be there.",
        isRequired: true),
      path(
        "only_when", "Only when", "A webhook in which this finds nothing is not heard, such as one of another kind."),
      path(
        "each", "Each report", "Where one webhook tells of several things: a path to each; other paths begin there."),
      path(
        "event_id", "Id of the event",
        "The same when a webhook comes again; without it, its bytes are what it is known by."),
      path("time", "Time", "When it was so: RFC 3339, or seconds since 1970."),
      path("ticket_number", "Number", "What people there call the ticket."),
      path("ticket_url", "Address of the ticket", "Where people see it there."),
      path("subject", "Subject", "Its subject."),
      path("description", "Description", "Its first words."),
      path("status", "Status", "The word that the mapping knows."),
      path("priority", "Priority", "The word that the mapping knows."),
      path("type", "Type", "The word that the mapping knows."),
      path("requester_name", "Name of the requester", "Who asked for help."),
      path("requester_email", "Mail of the requester", "Their address."),
      path("person_name", "Name of who did it", "Who caused the webhook."),
      path("marker", "The hub's marker", "Where the ticket shows the {{marker}} that the hub sent."),
      .optional(
        "text_form", "Form of texts",
        .choice([.init("text", "Plain text"), .init("markdown", "Markdown"), .init("html", "HTML")]), standard: "text",
        help: "How descriptions and comments are written; HTML is read as plain text."),
      path("comment", "Each comment", "The comments that a webhook brings; the paths below begin at each."),
      path("comment_id", "Id of a comment", "Without it, it is known by what it says."),
      path("comment_body", "Words of a comment", "If it is not the comment itself."),
      path("comment_public", "A comment is public", "True, public, yes or 1 where requesters may read it."),
      path(
        "comment_private", "A comment is private", "The same the other way round; one that says neither is private."),
      path("comment_author", "Author of a comment", "The name."),
      path("comment_time", "Time of a comment", "As above."),
      path("comment_marker", "The hub's marker", "Where a comment shows the {{marker}} that the hub sent."),
      .optional("own_author", "The hub's name there", .line, help: "The author's name of what the hub writes itself."),
      path("file", "Each file", "The files that a webhook brings; the paths below begin at each."),
      path("file_id", "Id of a file", "Without it, its address is what it is known by."),
      path("file_name", "Name of a file", "As people read it."), path("file_type", "Type of a file", "A media type."),
      path("file_size", "Size of a file", "In bytes."), path("file_url", "Address of a file", "Where its bytes are."),
    ]

  private static let writing: [SettingsField] =
    [
      .optional(
        "url", "Address", .address,
        help: "Where the requests below go; their paths are put behind it. Without it nothing is sent.")
    ]
    + WebhookRequest.allCases.map {
      .optional($0.rawValue, $0.title, .text, help: "A request: method and path, headers, an empty line, a body.")
    } + [
      path("made_ticket_id", "Id of a new ticket", "In the answer to a new ticket."),
      path("made_ticket_number", "Number of a new ticket", "In the same answer."),
      path("made_ticket_url", "Address of a new ticket", "In the same answer."),
      path("made_item_id", "Id of a comment or file", "In the answer to a comment or a file."),
      path("found_ticket_id", "Id of a found ticket", "In the answer to the request that looks for one."),
      path("found_item_id", "Id of a found comment or file", "In the answer to the request that looks for one."),
      path(
        "closed_when", "Closed for good when",
        "In the answer to what is refused: it finds something where the ticket is closed for ever."),
      .secret(
        "token", "Secret of the requests", isRequired: false,
        help:
          "{{token}} in a header of a request, or {{basic}} for it in base 64; user:password for basic authentication."),
    ]

  private static func path(
    _ key: String, _ title: String, _ help: String, isRequired: Bool = false
  ) -> SettingsField {
    isRequired ? .required(key, title, .line, help: help) : .optional(key, title, .line, help: help)
  }

  /// The settings that are paths.
  static let pathKeys: [String] = {
    let others: Set = ["text_form", "own_author", "url"]
    return (reading + writing).filter { !$0.isSecret && $0.form == .line && !others.contains($0.key) }.map(\.key)
  }()

  init(_ settings: Settings) throws(SettingsRefusal) {
    var flaws: [SettingsRefusal.Flaw] = []
    var paths: [String: JSONQuery] = [:]
    for key in Self.pathKeys where !settings.text(key).isEmpty {
      do throws(QueryFault) { paths[key] = try JSONQuery(settings.text(key)) } catch {
        flaws.append(
          .init(pointer: "/settings/\(key)", rule: .against("is no JSONPath: at byte \(error.offset), \(error.reason)"))
        )
      }
    }
    var requests: [String: RequestTemplate] = [:]
    for request in WebhookRequest.allCases where !settings.text(request.rawValue).isEmpty {
      do throws(RequestTemplateFault) {
        requests[request.rawValue] = try RequestTemplate(
          settings.text(request.rawValue), knowing: request.isKnown, secrets: ["token", "basic"])
      } catch { flaws.append(.init(pointer: "/settings/\(request.rawValue)", rule: .against("\(error)"))) }
    }
    base = settings.address("url")
    if base.isEmpty, let first = requests.keys.sorted().first {
      flaws.append(.init(pointer: "/settings/url", rule: .against("is missing, and \(first) needs it")))
    } else if !base.isEmpty {
      do throws(EgressFailure) { _ = try EgressURL(base) } catch {
        flaws.append(.init(pointer: "/settings/url", rule: .against("\(error)")))
      }
    }
    do throws(SettingsRefusal) { signing = try WebhookSigning(settings) } catch {
      throw SettingsRefusal(flaws + error.problems)
    }
    if requests[WebhookRequest.open.rawValue] != nil, paths["made_ticket_id"] == nil {
      flaws.append(
        .init(
          pointer: "/settings/made_ticket_id", rule: .against("is missing: without it a new ticket is not known again"))
      )
    }
    guard flaws.isEmpty else { throw SettingsRefusal(flaws) }
    self.paths = paths
    self.requests = requests
    textForm = TextForm(rawValue: settings.text("text_form")) ?? .text
    ownAuthor = settings.text("own_author")
    token = SharedSecret(settings.secret("token") ?? "")
  }
}

/// The requests that an admin may write down.
enum WebhookRequest: String, CaseIterable {
  case open = "on_open"
  case comment = "on_comment"
  case privateComment = "on_private_comment"
  case edit = "on_edit"
  case retract = "on_retract"
  case file = "on_file"
  case status = "on_status"
  case priority = "on_priority"
  case findTicket = "find_ticket"
  case findItem = "find_item"
  case test = "on_test"

  var title: String {
    switch self {
    case .open: "Request for a new ticket"
    case .comment: "Request for a public comment"
    case .privateComment: "Request for a partners' comment"
    case .edit: "Request for an edit"
    case .retract: "Request for a retraction"
    case .file: "Request for a file"
    case .status: "Request for a status"
    case .priority: "Request for a priority"
    case .findTicket: "Request that looks for a ticket"
    case .findItem: "Request that looks for a comment or file"
    case .test: "Request that tries the secrets"
    }
  }

  /// The names that have a value in it, beside those of fields.
  var names: Set<String> {
    let always: Set = ["marker", "time", "author.name", "author.desk"]
    let ticket: Set = ["ticket.id", "ticket.number", "ticket.status"]
    let comment: Set = ["comment.body", "comment.signed", "comment.public", "comment.private"]
    switch self {
    case .open:
      return always.union([
        "hub.number", "subject", "description", "priority", "type", "requester.name", "requester.phone",
      ])
    case .comment, .privateComment: return always.union(ticket).union(comment)
    case .edit: return always.union(ticket).union(comment).union(["item.id"])
    case .retract: return always.union(ticket).union(["item.id"])
    case .file: return always.union(ticket).union(["file.name", "file.type", "file.public", RequestTemplate.file])
    case .status: return always.union(ticket).union(["status", "resolution.text", "resolution.code"])
    case .priority: return always.union(ticket).union(["priority"])
    case .findTicket: return ["marker", "time"]
    case .findItem: return ["marker", "time", "ticket.id", "ticket.number"]
    case .test: return ["time"]
    }
  }

  func isKnown(_ name: String) -> Bool {
    names.contains(name) || ((self == .open || self == .status) && name.hasPrefix("field."))
  }
}

/// How a desk proves that a webhook is its own.
struct WebhookSigning: Sendable {
  private enum Way: Sendable {
    case body(SignatureScheme)
    case timed(SignatureScheme, separator: String)
    case standard(WebhookSecret)
    case shown
  }

  private let way: Way
  private let header: String
  private let timeHeader: String
  private let tolerance: Duration
  private let secret: SharedSecret

  init(_ settings: Settings) throws(SettingsRefusal) {
    let text = settings.secret("hook_secret") ?? ""
    secret = SharedSecret(text)
    header = settings.text("signature_header").lowercased()
    timeHeader = settings.text("time_header").lowercased()
    tolerance = .seconds(settings.number("tolerance") ?? 300)
    let algorithm: SignatureScheme.Algorithm =
      switch settings.text("signature_algorithm") {
      case "sha1": .sha1
      case "sha512": .sha512
      case _: .sha256
      }
    let scheme = SignatureScheme(
      algorithm, settings.text("signature_encoding") == "base64" ? .base64 : .hex,
      prefix: settings.text("signature_prefix"))
    switch settings.text("signature") {
    case "time.body": way = .timed(scheme, separator: ".")
    case "timebody": way = .timed(scheme, separator: "")
    case "standard":
      guard let known = WebhookSecret(text) ?? WebhookSecret(Array(text.utf8)) else {
        throw SettingsRefusal([
          .init(
            pointer: "/secrets/hook_secret", rule: .against("is no secret of Standard Webhooks: whsec_ and base 64"))
        ])
      }
      way = .standard(known)
    case "header": way = .shown
    case _: way = .body(scheme)
    }
    guard text.utf8.count >= 8 else {
      throw SettingsRefusal([.init(pointer: "/secrets/hook_secret", rule: .against("is shorter than eight letters"))])
    }
  }

  /// By the raw bytes, before anything is read.
  func prove(_ hook: Hook, at now: Date) throws(HookRefusal) {
    switch way {
    case .body(let scheme):
      guard scheme.isValid(try presented(hook), of: [hook.body], by: [secret]) else { throw .wronglySigned }
    case .timed(let scheme, let separator):
      let presented = try presented(hook)
      guard let text = hook.header(timeHeader) else { throw .unsigned }
      guard let sent = Freshness.date(text) else { throw .stale }
      guard Freshness(of: sent, at: now, tolerance: tolerance) == .fresh else { throw .stale }
      guard scheme.isValid(presented, of: [Array((text + separator).utf8), hook.body], by: [secret]) else {
        throw .wronglySigned
      }
    case .standard(let secret):
      do throws(WebhookRefusal) {
        _ = try StandardWebhooks.verify(header: { hook.header($0) }, body: hook.body, secrets: [secret], at: now)
      } catch { throw Self.refusal(error) }
    case .shown: guard secret.isKnown(by: try presented(hook)) else { throw .wronglySigned }
    }
  }

  private func presented(_ hook: Hook) throws(HookRefusal) -> String {
    guard let value = hook.header(header) else { throw .unsigned }
    return value
  }

  private static func refusal(_ refusal: WebhookRefusal) -> HookRefusal {
    switch refusal {
    case .missingHeader: .unsigned
    case .tooOld, .tooNew, .malformedTime: .stale
    case .malformedID, .noValidSignature, .noSecret, .tooManySecrets: .wronglySigned
    }
  }
}
