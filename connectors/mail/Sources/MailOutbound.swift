import ConnectorKit
import Federation
import Ticketing

/// What the desk is told, as mails that it takes in: its number in the subject, a line that it obeys above the words, and the
/// hub's own mark below them.
struct MailOutbound {
  private let settings: MailSettings
  private let exchange: Exchange

  init(_ settings: MailSettings, _ exchange: Exchange) {
    self.settings = settings
    self.exchange = exchange
  }

  func carry(_ change: Change) throws(DeliveryFailure) -> Step<Receipt> {
    switch change.content {
    case .open(let ticket):
      return send(
        OutwardMail(
          to: settings.address, subject: ticket.subject, text: text(opening(ticket), change), author: author(change),
          mark: change.mark), Receipt(status: "new"))
    case .comment(let comment): return try say(comment, change)
    case .file(let file): return try attach(file, change)
    case .status(let status): return try tell(status, change)
    case .edit, .retract: throw .permanent(.unsupported("changing what was said"))
    case .priority: throw .permanent(.unsupported("setting a priority"))
    }
  }

  /// An answer that says that the mail is taken over is the only one that there is.
  private func send(_ mail: OutwardMail, _ receipt: Receipt) -> Step<Receipt> {
    exchange.answers.isEmpty ? .post(mail) : .done(receipt)
  }

  private func opening(_ ticket: NewTicket) -> String {
    let fields = ticket.fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    let words = ticket.description.isEmpty ? ticket.subject : ticket.description
    return (fields + (fields.isEmpty ? [] : [""]) + [words]).joined(separator: "\n")
  }

  private func say(_ comment: OutwardComment, _ change: Change) throws(DeliveryFailure) -> Step<Receipt> {
    guard let to = try place(isPublic: comment.isPublic, change) else {
      return .done(Receipt(omitted: [.kind(.unwritten)]))
    }
    let words = privately(comment.isPublic) + comment.signedBody
    return send(
      OutwardMail(
        to: to, subject: try subject(change), text: text(words, change), author: author(change), mark: change.mark),
      Receipt(item: change.marker))
  }

  private func attach(_ file: OutwardFile, _ change: Change) throws(DeliveryFailure) -> Step<Receipt> {
    guard file.content.count <= settings.largestFile else {
      throw .permanent(.tooLarge(limitInBytes: settings.largestFile))
    }
    guard let to = try place(isPublic: file.isPublic, change) else {
      return .done(Receipt(omitted: [.kind(.file)]))
    }
    let words = privately(file.isPublic) + "\(author(change)): \(file.name)"
    return send(
      OutwardMail(
        to: to, subject: try subject(change), text: text(words, change), author: author(change), mark: change.mark,
        files: [file]), Receipt(item: change.marker))
  }

  /// What the desk does not have is told as what it has, and the hub learns which that is.
  private func tell(_ status: OutwardStatus, _ change: Change) throws(DeliveryFailure) -> Step<Receipt> {
    let word = settings.template.writes[status.status] ?? status.status
    let said = status.resolution?.text ?? ""
    let hidden = said.isEmpty ? try place(isPublic: false, change) : nil
    guard let to = try hidden == nil ? place(isPublic: true, change) : hidden else { throw .permanent(.notFound) }
    var lines = settings.command.map { [$0.replacing("{status}", with: word)] } ?? []
    lines += status.fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    if !lines.isEmpty { lines.append("") }
    if settings.command == nil { lines.append("\(author(change)): \(word)") }
    lines.append(said.isEmpty ? "\(author(change)): \(word)" : "\(author(change)): \(said)")
    return send(
      OutwardMail(
        to: to, subject: try subject(change), text: text(lines.joined(separator: "\n"), change),
        author: author(change), mark: change.mark), Receipt(status: settings.template.status(word) ?? status.status))
  }

  /// Nil where the desk has no place for what its requesters are not to read.
  private func place(isPublic: Bool, _ change: Change) throws(DeliveryFailure) -> String? {
    guard let ticket = change.ticket else { throw .permanent(.notFound) }
    guard isPublic || settings.template.privateCommand != nil || settings.commentAddress != nil else { return nil }
    let place = isPublic ? settings.replyAddress : settings.commentAddress ?? settings.replyAddress
    return place.replacing("{number}", with: ticket.id)
  }

  private func privately(_ isPublic: Bool) -> String {
    guard !isPublic, settings.commentAddress == nil, let command = settings.template.privateCommand else { return "" }
    return command + "\n\n"
  }

  private func subject(_ change: Change) throws(DeliveryFailure) -> String {
    guard let ticket = change.ticket else { throw .permanent(.notFound) }
    return "\(settings.tag(ticket.id)) \(author(change))"
  }

  private func author(_ change: Change) -> String {
    let author = change.author
    if author.name.isEmpty { return author.desk }
    return author.desk.isEmpty ? author.name : "\(author.name) (\(author.desk))"
  }

  /// The mark stands by itself below the words: where they come back, it comes back with them.
  private func text(_ words: String, _ change: Change) -> String {
    "\(words)\n\n\(MailSettings.markLabel) \(change.mark)\n"
  }
}
