import MessageFormat

/// What the server that handed a mail over thinks of it. Anybody can write such fields: they can make a mail look worse, never
/// better.
package enum WasCalledSpam {
  package static func `is`(_ mail: ReceivedMail) -> Bool {
    let fields = mail.fields
    func says(_ name: String, _ words: [String]) -> Bool {
      fields.all(name).contains { field in words.contains { field.ascii.lowercased().hasPrefix($0) } }
    }
    if says("X-Spam-Flag", ["yes", "true"]) || says("X-Spam-Status", ["yes"]) || says("X-Spam", ["yes", "true"]) {
      return true
    }
    if says("X-Rspamd-Action", ["reject", "add header", "rewrite subject"])
      || says("X-Spam-Action", ["reject", "add header"])
    {
      return true
    }
    if says("X-Virus-Status", ["infected", "yes"]) || says("X-Amavis-Alert", ["infected", "banned"]) { return true }
    // Exchange's level of confidence; five and more is spam.
    return fields.all("X-MS-Exchange-Organization-SCL").contains { (Int($0.ascii) ?? 0) >= 5 }
  }
}
