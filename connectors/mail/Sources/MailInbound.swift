import ConnectorKit
import Foundation
import MailReading
import MessageFormat
import Ticketing

/// What a mail of the desk's says, by the template of its notices.
struct MailInbound {
  private let settings: MailSettings

  init(_ settings: MailSettings) { self.settings = settings }

  /// - Returns: nothing where it is a program's word about another mail.
  func read(_ mail: ForeignMail) throws(HookRefusal) -> [Report] {
    try prove(mail)
    let notice = NoticeText(mail.mail, settings.template)
    guard let reference = reference(mail, notice) else { return unnumbered(mail, notice) }
    let isOwn = isOwn(mail, notice)
    let isAutomatic = mail.kind == .autoReply
    var report = Report(ticket: reference)
    report.key = "mail/\(mail.id)"
    report.at = mail.mail.date ?? mail.receivedAt
    report.person = author(mail, notice)
    report.marker = mail.answers.first ?? notice.marks(mail.marks).first
    // What the desk says of what the hub did there is no news.
    guard !isOwn, !isAutomatic else { return [report] }
    report.subject = subject(mail, reference)
    report.status = status(mail, notice)
    report.requester = requester(notice)
    let isPublic = !isPrivate(mail, notice)
    if !notice.words.isEmpty {
      report.description = notice.words
      report.comments = [
        ReportedComment(
          id: "mail/\(mail.id)", body: notice.words, isPublic: isPublic, author: report.person, at: report.at,
          isOpening: true)
      ]
    }
    report.files = files(mail, isPublic: isPublic, report.person)
    return [report]
  }

  /// A sender's address is anybody's to write: it counts where the hub's own server vouches for it, or where the mail came to
  /// an address that only the desk was told.
  private func prove(_ mail: ForeignMail) throws(HookRefusal) {
    let standing = SenderStanding(mail.mail)
    guard standing != .doubted, let sender = mail.mail.from.address?.address.lowercased(),
      settings.senders.contains(sender)
    else { throw .wronglySigned }
    switch settings.proof {
    case .authenticated: guard standing == .proven else { throw .unsigned }
    case .secret: guard standing == .proven || mail.door == .secret else { throw .unsigned }
    case .any: break
    }
  }

  /// By the number in the subject; where there is none, by the words that the desk's own template has for it.
  private func reference(_ mail: ForeignMail, _ notice: NoticeText) -> ExternalReference? {
    if let found = settings.number.numbers(in: mail.mail.subject).first(where: settings.template.isNumber) {
      return settings.reference(found)
    }
    let patterns = settings.template.numbersInWords.compactMap { NumberPattern($0) }
    return notice.templateLines.lazy
      .flatMap { line in patterns.lazy.flatMap { $0.numbers(in: line) } }.first.map(settings.reference)
  }

  /// A mail of the desk's about no ticket: kept for people to look at.
  private func unnumbered(_ mail: ForeignMail, _ notice: NoticeText) -> [Report] {
    guard mail.kind != .autoReply, !isOwn(mail, notice) else { return [] }
    var report = Report(ticket: ExternalReference(id: "mail/\(mail.id)", number: "—"))
    report.key = "mail/\(mail.id)"
    report.at = mail.mail.date ?? mail.receivedAt
    report.person = author(mail, notice)
    report.comments = [
      ReportedComment(
        id: "mail/\(mail.id)", body: notice.words.isEmpty ? mail.mail.subject : notice.words, isPublic: false,
        author: report.person, at: report.at)
    ]
    return [report]
  }

  /// Whether the hub's own words come back: the desk names the hub as who wrote them, or they bear the hub's mark.
  private func isOwn(_ mail: ForeignMail, _ notice: NoticeText) -> Bool {
    if let originator = originator(mail), mail.ours.contains(originator) { return true }
    return !notice.marks(mail.marks).isEmpty
  }

  private func originator(_ mail: ForeignMail) -> String? {
    settings.template.originators.lazy.compactMap { mail.mail.fields[$0]?.ascii.lowercased() }.first
  }

  private func author(_ mail: ForeignMail, _ notice: NoticeText) -> ReportedPerson {
    let shown = mail.mail.from.address.map { $0.name.isEmpty ? $0.address : $0.name } ?? ""
    var name = notice.author ?? shown
    for suffix in settings.template.viaSuffixes {
      if let range = name.range(of: suffix, options: .caseInsensitive) { name = String(name[..<range.lowerBound]) }
    }
    let originator = originator(mail)
    let asks = originator.map { notice.requester?.lowercased().contains($0) == true } ?? false
    return ReportedPerson(
      id: originator, name: name.isEmpty ? shown : name, email: originator.flatMap { $0.contains("@") ? $0 : nil },
      isAgent: asks ? false : nil)
  }

  private func requester(_ notice: NoticeText) -> ReportedPerson? {
    guard let asker = notice.requester?.split(separator: ",").first.map(String.init), !asker.isEmpty else { return nil }
    return ReportedPerson(id: nil, name: asker, email: asker.contains("@") ? asker : nil, isAgent: false)
  }

  private func status(_ mail: ForeignMail, _ notice: NoticeText) -> String? {
    if let field = settings.template.fields.lazy.compactMap({ mail.mail.fields[$0]?.text }).first {
      return settings.template.status(field) ?? field
    }
    if let named = notice.status { return settings.template.status(named) ?? named }
    return settings.template.status(in: [mail.mail.subject] + notice.templateLines)
  }

  private func isPrivate(_ mail: ForeignMail, _ notice: NoticeText) -> Bool {
    if let address = settings.commentAddress?.lowercased(), address != settings.address.lowercased(),
      mail.mail.from.address?.address.lowercased() == address
    {
      return true
    }
    let said = ([mail.mail.subject] + notice.templateLines).map { $0.lowercased() }
    return settings.template.privateMarks.contains { mark in said.contains { $0.contains(mark) } }
  }

  /// What the ticket is called, without its number and what the desk and mail programs put before it.
  private func subject(_ mail: ForeignMail, _ reference: ExternalReference) -> String {
    var subject = String(mail.mail.subject.prefix(500))
    for piece in [settings.tag(reference.id), reference.number] + settings.template.subjectPieces {
      while let range = subject.range(of: piece, options: .caseInsensitive) { subject.removeSubrange(range) }
    }
    subject = SubjectPrefix.stripped(subject).trimmingCharacters(in: CharacterSet(charactersIn: " -–—:|"))
    return subject.isEmpty ? reference.number : subject
  }

  private func files(_ mail: ForeignMail, isPublic: Bool, _ author: ReportedPerson?) -> [ReportedFile] {
    zip(mail.mail.files, mail.locations).enumerated().compactMap { index, pair in
      let (file, location) = pair
      guard !location.isEmpty else { return nil }
      return ReportedFile(
        id: "mail/\(mail.id)/\(index)", name: file.name ?? "file-\(index + 1)", type: file.type, size: file.longest,
        location: location, comment: "mail/\(mail.id)", isPublic: isPublic, author: author)
    }
  }
}

/// The text of a notice in its parts: the lines that the desk's template has in it, and what a person wrote.
struct NoticeText {
  private(set) var templateLines: [String] = []
  private(set) var words = ""
  /// As the desk's line names it.
  private(set) var status: String?
  private(set) var requester: String?
  private(set) var author: String?
  /// What is new in it, marks included.
  private var said = ""
  /// Whether the line has come behind which people's words begin: what they write there names no status.
  private var isOver = false
  /// What of them stands in that line.
  private var beginning = ""

  init(_ mail: ReceivedMail, _ template: DeskTemplate) {
    let lines = mail.words.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map(String.init)
    var rest = Self.belowDivider(lines, template)[...]
    while let line = rest.first, isBlank(line) || (!isOver && takeTemplateLine(line, template)) {
      rest = rest.dropFirst()
    }
    if let needed = template.blockOpens, !templateLines.contains(where: { Self.fits($0, needed) }) { status = nil }
    let end = rest.firstIndex { line in template.ends.contains { Self.fits(line, $0) } } ?? rest.endIndex
    for line in rest[end...].prefix(60) { _ = takeTemplateLine(line, template) }
    let body = rest[..<end].joined(separator: "\n")
    let reply = ReplyText(beginning.isEmpty ? body : "\(beginning)\n\(body)")
    said = reply.withoutQuotes
    words = Self.withoutMark(reply.newWords)
  }

  /// Of what is new in it, not of what it quotes.
  func marks(_ known: [String: String]) -> [String] { known.filter { said.contains($0.key) }.map(\.value).sorted() }

  /// Many desks begin with a line above which one is to answer.
  private static func belowDivider(_ lines: [String], _ template: DeskTemplate) -> [String] {
    guard let divider = lines.prefix(12).firstIndex(where: { line in template.dividers.contains { fits(line, $0) } })
    else { return lines }
    let above = lines[..<divider]
    // A rule of dashes is nobody's words.
    return above.allSatisfy { !$0.contains { $0.isLetter || $0.isNumber } }
      ? Array(lines[(divider + 1)...]) : Array(above)
  }

  /// Of a line so much is looked at.
  private static let lineLimit = 300

  private func isBlank(_ line: String) -> Bool { line.allSatisfy(\.isWhitespace) }

  /// - Returns: whether it is one, and no person's.
  private mutating func takeTemplateLine(_ line: String, _ template: DeskTemplate) -> Bool {
    let bare = String(line.prefix(Self.lineLimit)).trimmingCharacters(in: CharacterSet(charactersIn: " \t*|"))
    if bare.isEmpty { return true }
    let isWordLabel = Self.labelled(bare).map { template.wordLabels.contains($0.label) } ?? false
    if isWordLabel || template.terminators.contains(where: { Self.fits(bare, $0) }) {
      end(at: bare, template)
      return true
    }
    if let (label, value) = Self.labelled(bare) {
      if template.statusLabels.contains(label) {
        if status == nil, !value.isEmpty { status = Self.present(value) }
      } else if template.requesterLabels.contains(label) {
        if requester == nil { requester = value }
      } else if !template.labels.contains(label) {
        return takeOther(bare, template)
      }
      templateLines.append(bare)
      return true
    }
    return takeOther(bare, template)
  }

  /// The last line before people's words, which may begin in it: `Comments: It works again.`
  private mutating func end(at bare: String, _ template: DeskTemplate) {
    isOver = true
    if let (label, value) = Self.labelled(bare), template.wordLabels.contains(label) { beginning = value }
    if beginning.isEmpty { takeAuthor(of: bare, template) }
    templateLines.append(bare)
  }

  @discardableResult
  private mutating func takeAuthor(of bare: String, _ template: DeskTemplate) -> Bool {
    for verb in template.authorVerbs {
      guard let range = bare.range(of: verb, options: .caseInsensitive) else { continue }
      if author == nil { author = String(bare[..<range.lowerBound]).trimmingCharacters(in: .whitespaces) }
      return true
    }
    return false
  }

  private mutating func takeOther(_ bare: String, _ template: DeskTemplate) -> Bool {
    let isOne = template.lines.contains { Self.fits(bare, $0) }
    guard takeAuthor(of: bare, template) || isOne else { return false }
    templateLines.append(bare)
    return true
  }

  /// `State: In Progress`, the label in lower case.
  private static func labelled(_ line: String) -> (label: String, value: String)? {
    guard let colon = line.prefix(40).firstIndex(of: ":") else { return nil }
    let strip = CharacterSet(charactersIn: " \t*|")
    return (
      line[..<colon].lowercased().trimmingCharacters(in: strip),
      line[line.index(after: colon)...].trimmingCharacters(in: strip)
    )
  }

  /// Some say behind it what it was before.
  private static func present(_ value: String) -> String {
    let ends = [" (was", " [was", " (previously", " → "].compactMap {
      value.range(of: $0, options: .caseInsensitive)?.lowerBound
    }
    return String((ends.min().map { value[..<$0] } ?? value[...]).prefix(100)).trimmingCharacters(in: .whitespaces)
  }

  /// A pattern is a beginning (`Ref:…`), an end (`…wrote:`), something within (`…above this line…`), or all of a line.
  static func fits(_ line: String, _ pattern: String) -> Bool {
    let line = line.prefix(lineLimit).trimmingCharacters(in: .whitespaces).lowercased()
    var core = pattern.lowercased()[...]
    let (isOpenBefore, isOpenBehind) = (core.hasPrefix("…"), core.hasSuffix("…"))
    if isOpenBefore { core = core.dropFirst() }
    if isOpenBehind { core = core.dropLast() }
    guard !core.isEmpty else { return false }
    switch (isOpenBefore, isOpenBehind) {
    case (true, true): return line.contains(core)
    case (true, false): return line.hasSuffix(core)
    case (false, true): return line.hasPrefix(core)
    case (false, false): return line == core
    }
  }

  private static func withoutMark(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix(MailSettings.markLabel) }
      .joined(separator: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

extension MailSettings {
  /// What stands before the hub's mark in a mail's words.
  static let markLabel = "Baton-Ref:"
}
