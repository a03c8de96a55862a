import MessageFormat

/// A mail to a list of people, or to whoever once bought something.
struct WentToMany {
  /// What the list calls itself (RFC 2919); nil where it does not.
  let name: String?

  init?(_ mail: ReceivedMail) {
    let fields = mail.fields
    let isMarked = Self.marks.contains { fields.contains($0) }
    let precedence = AnswersByItself.word(fields["Precedence"])
    guard isMarked || precedence == "list" || precedence == "bulk" || precedence == "junk" else { return nil }
    let id = fields["List-Id"] ?? fields["List-ID"]
    let bracketed = id.flatMap { $0.text.split(separator: "<").last?.split(separator: ">").first.map(String.init) }
    name = bracketed?.isEmpty == false ? bracketed : nil
  }

  private static let marks = [
    "List-Id", "List-Post", "List-Unsubscribe", "List-Help", "List-Subscribe", "Mailing-List", "X-Mailing-List",
    "X-BeenThere",
    "X-Mailman-Version", "X-Listserver", "X-Campaign", "X-CampaignID", "Feedback-ID",
  ]
}
