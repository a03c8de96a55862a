import ConnectorKit
import MailReading
import MessageFormat
import StrictJSON
import Ticketing

/// From where a desk's mails come, how they are read, and how it wants to be answered.
struct MailSettings: Sendable {
  /// In lower case: whoever writes from another is not the desk.
  let senders: Set<String>
  let proof: Proof
  let template: DeskTemplate
  let number: NumberPattern
  /// As the admin writes it, with a place for the number.
  let numberText: String
  let address: String
  let replyAddress: String
  let commentAddress: String?
  /// Nil where a status is told in words alone.
  let command: String?
  let largestFile: Int

  /// What makes a mail the desk's, beside its sender.
  enum Proof: String, Sendable {
    case secret
    case authenticated
    case any
  }

  static let schema = SettingsSchema([
    .required(
      "desk", "Whose mails they are", .choice(DeskTemplate.all.map { .init($0.key, $0.title) }),
      help: "Which product the desk works with: by that its notices are read."),
    .required(
      "senders", "Its addresses", .text,
      help: "From which its mails come, one a line. What comes from any other is not taken for the desk's."),
    .required("address", "Where it takes new tickets", .line, help: "The address that makes a ticket of a mail."),
    .optional(
      "reply_address", "Where it takes replies", .line,
      help: "Where another than the first; {number} stands for the ticket's number: support+id{number}@desk.example.com"
    ),
    .optional(
      "comment_address", "Where it takes comments", .line,
      help: "An address whose mails its requesters do not see. Without one, what only partners may read is not told."),
    .optional(
      "number", "How its numbers look", .line,
      help: "In subjects, with {number} for digits or {key} for letters and digits: [example.com #{number}]"),
    .optional(
      "status_words", "Words that mean a status", .text,
      help: "One a line, words = status: Work in Progress = open. They go before those of the template."),
    .optional(
      "status_labels", "Lines that name the status", .line,
      help: "What stands before the colon, with commas between: Status, State. They are added to those of the template."
    ),
    .optional(
      "template_lines", "Lines that nobody wrote", .text,
      help: "How lines of its notices begin that are not people's words, one a line."),
    .optional(
      "command", "How it is told a status", .line,
      help: "A line that the desk obeys, with {status} for its word; a hyphen for none. The template's, unless told."),
    .optional(
      "proof", "What proves a mail",
      .choice([
        .init("secret", "It came to the secret address, or was authenticated"),
        .init("authenticated", "It was authenticated by this hub's mail server"),
        .init("any", "It came to either address"),
      ]), standard: "secret", help: "Beside its sender's address, which anybody can write."),
    .optional(
      "largest_file", "Largest file", .number(1...100), standard: 10,
      help: "In megabytes: what is larger is not sent to the desk."),
  ])

  init(_ settings: Settings) throws(SettingsRefusal) {
    guard let chosen = DeskTemplate.named(settings.text("desk")) else {
      throw SettingsRefusal("desk", "is none that there is a template for")
    }
    let senders = Self.lines(settings.text("senders").replacing(",", with: "\n"))
    for sender in senders where !Self.isAddress(sender) {
      throw SettingsRefusal("senders", "“\(sender)” is no address")
    }
    guard !senders.isEmpty else { throw SettingsRefusal("senders", "names no address") }
    self.senders = Set(senders.map { $0.lowercased() })
    proof = Proof(rawValue: settings.text("proof")) ?? .secret
    numberText = settings.text("number").isEmpty ? chosen.number : settings.text("number")
    guard let pattern = NumberPattern(numberText) else {
      throw SettingsRefusal(
        "number", "says not how its numbers look: write {number} or {key}, with what stands around it")
    }
    number = pattern
    address = try Self.address("address", settings) ?? ""
    commentAddress = try Self.address("comment_address", settings)
    replyAddress = try Self.address("reply_address", settings, withPlace: true) ?? address
    command = Self.command(settings.text("command"), chosen)
    if let command, !command.contains("{status}") { throw SettingsRefusal("command", "has no place for {status}") }
    largestFile = (settings.number("largest_file") ?? 10) * 1_048_576
    template = chosen.extended(
      words: try Self.statusWords(settings.text("status_words")),
      labels: settings.text("status_labels").split(separator: ",").map { Self.trimmed($0) }.filter { !$0.isEmpty },
      lines: Self.lines(settings.text("template_lines")).map { $0 + "…" })
  }

  private static func command(_ text: String, _ template: DeskTemplate) -> String? {
    switch text {
    case "": template.command
    case "-": nil
    case _: text
    }
  }

  private static func address(
    _ key: String, _ settings: Settings, withPlace: Bool = false
  ) throws(SettingsRefusal) -> String? {
    let text = settings.text(key)
    guard !text.isEmpty else { return nil }
    let example = withPlace ? text.replacing("{number}", with: "1") : text
    guard isAddress(example) else { throw SettingsRefusal(key, "is no address") }
    return text
  }

  private static func statusWords(_ text: String) throws(SettingsRefusal) -> [DeskTemplate.Phrase] {
    var phrases: [DeskTemplate.Phrase] = []
    for line in lines(text) {
      let halves = line.split(separator: "=", maxSplits: 1).map { trimmed($0) }
      guard halves.count == 2, !halves[0].isEmpty, !halves[1].isEmpty else {
        throw SettingsRefusal("status_words", "“\(line)” is not words = status")
      }
      phrases.append(.init(halves[0], halves[1]))
    }
    return phrases
  }

  private static func isAddress(_ text: String) -> Bool {
    MailAddress(name: "", address: text).isComplete && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }

  private static func lines(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map { trimmed($0) }.filter { !$0.isEmpty }
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}

/// The number of one of the desk's tickets, as subjects bear it and as people read it.
extension MailSettings {
  /// As it stands in a subject: `[far #12]`.
  func tag(_ id: String) -> String {
    numberText.replacing("{number}", with: id).replacing("{key}", with: id)
  }

  func reference(_ found: String) -> ExternalReference {
    let id = numberText.contains("{key}") ? found.uppercased() : found
    let shown = tag(id).drop { "[(<".contains($0) }
    return ExternalReference(id: id, number: String(shown.reversed().drop { "])>".contains($0) }.reversed()))
  }
}
