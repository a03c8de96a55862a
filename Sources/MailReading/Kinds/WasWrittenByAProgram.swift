import MessageFormat

/// A mail that a program wrote without being asked: an alarm, a notice of another desk.
enum WasWrittenByAProgram {
  static func `is`(_ mail: ReceivedMail) -> Bool {
    let submitted = AnswersByItself.word(mail.fields["Auto-Submitted"])
    if !submitted.isEmpty, submitted != "no" { return true }
    // Exchange asks by it that no program answer (MS-OXCMAIL, 2.2.3.2.14).
    return mail.fields["X-Auto-Response-Suppress"].map { field in
      let words = field.ascii.lowercased()
      return words.contains("all") || words.contains("autoreply") || words.contains("oof")
    } ?? false
  }
}
