package import IMAP
package import Storage

/// Tries whether a mailbox opens as it is set up; changes nothing there.
package struct MailboxTrial: Sendable {
  private let lines: any IMAPLines

  package init(lines: any IMAPLines) { self.lines = lines }

  /// - Returns: how many mails are in its folder.
  package func callAsFunction(_ account: MailAccount) async throws(IMAPFailure) -> Int {
    var visit = MailboxVisit(try await lines.line(to: account.server))
    do throws(IMAPFailure) {
      if let other = account.movesTo { _ = try await visit.open(other) }
      let folder = try await visit.open(account.folder)
      await visit.end()
      return folder.count
    } catch {
      await visit.end()
      throw error
    }
  }
}
