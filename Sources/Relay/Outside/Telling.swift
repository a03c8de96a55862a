import ConnectorKit
import DeskActions
import Federation
import Foundation
import Storage
import StrictJSON
import Ticketing

/// A message to an external desk, with what is known of its ticket now: in which words it is said is decided here.
struct Telling: Sendable {
  let message: OutsideMessage
  let standIn: StandIn
  private let ticket: Ticket
  private let outside: OutsideTicket
  private let mapping: ConnectionMapping
  /// The comment or file that the message makes, where it is there already.
  private let made: OutsideItem?
  /// The comment that it changes.
  private let changed: OutsideItem?
  private let marker: String
  private let mark: String?

  init(_ message: OutsideMessage, of id: TicketID, reading tx: any DeskReader) throws {
    guard let standIn = try tx.standIn(), let ticket = try tx.ticket(id) else { throw NotFound() }
    self.message = message
    self.standIn = standIn
    self.ticket = ticket
    outside = try tx.outsideTicket(id) ?? OutsideTicket(ticket: id)
    mapping = try ConnectionMapping(jsonBytes: standIn.mapping)
    if case .open = message.content { marker = ticket.id.description } else { marker = message.event.description }
    mark = try tx.outwardMark(of: marker)
    made = try tx.outsideItem(of: message.event)
    switch message.content {
    case .edit(let event, _), .retract(let event): changed = try tx.outsideItem(of: event)
    case .open, .comment, .file, .status, .priority, .fetch: changed = nil
    }
  }

  /// - Parameters:
  ///   - bytes: of the file that the message is about.
  ///   - numbersLater: whether the external desk says what it calls a ticket only after it was made.
  /// - Returns: nil where nothing is to be said: it is there already, or is not said there.
  func change(
    in vocabulary: Vocabulary, bytes: EgressFile?, numbersLater: Bool
  ) throws(DeliveryFailure) -> Change? {
    guard let content = try content(in: vocabulary, bytes) else { return nil }
    if outside.reference == nil {
      guard case .open = content else {
        throw numbersLater ? .temporary(retryAfter: nil, .unnumbered) : .permanent(.notFound)
      }
    }
    return Change(
      event: message.event, marker: marker, mark: mark, at: message.at, author: message.author, content: content,
      ticket: outside.reference, status: outside.status)
  }

  /// What the external desk cannot be told at all, where that is why nothing is said.
  func omission(in vocabulary: Vocabulary) -> Omission? {
    let can = vocabulary.conversation
    switch message.content {
    case .retract where changed != nil && !can.contains(.deletions):
      return .kind(.retraction)
    case .file(let file) where made == nil && !can.contains(.files) && mapping.tells.told(file.audience) != .nothing:
      return .kind(.file)
    case .open, .comment, .edit, .retract, .file, .status, .priority, .fetch: return nil
    }
  }

  private func content(
    in vocabulary: Vocabulary, _ bytes: EgressFile?
  ) throws(DeliveryFailure) -> Change.Content? {
    let can = vocabulary.conversation
    switch message.content {
    case .open(let opening): return outside.reference == nil ? .open(ticket(opening)) : nil
    case .comment(let words):
      guard made == nil else { return nil }
      return comment(words).map { .comment($0) }
    case .edit(_, let words):
      guard let changed, let comment = comment(words) else { return nil }
      return can.contains(.edits) ? .edit(item: changed.external, comment) : .comment(comment)
    case .retract:
      guard let changed, can.contains(.deletions) else { return nil }
      return .retract(item: changed.external)
    case .file(let file):
      guard made == nil, let bytes, can.contains(.files) else { return nil }
      let told = mapping.tells.told(file.audience)
      guard told != .nothing else { return nil }
      return .file(
        OutwardFile(name: file.name, type: file.mediaType, isPublic: told == .public, content: bytes))
    case .status(let standing):
      guard let native = mapping.native(of: standing.status, standing.category) else {
        throw .permanent(.unmapped(standing.category.rawValue))
      }
      guard native != outside.status else { return nil }
      return .status(
        OutwardStatus(
          status: native, resolution: standing.resolution,
          fields: filled(mapping.supplies[native] ?? [:], standing.resolution, standing.hold)))
    case .priority(let priority): return mapping.writesPriority[priority].map { .priority($0) }
    case .fetch: return nil
    }
  }

  private func ticket(_ opening: OutsideMessage.Opening) -> NewTicket {
    NewTicket(
      number: opening.number, subject: opening.subject,
      description: [opening.description, opening.message ?? ""].filter { !$0.isEmpty }.joined(separator: "\n\n"),
      priority: mapping.writesPriority[opening.priority], type: mapping.writesType[opening.type],
      requester: opening.requester, fields: filled(mapping.opens, nil, nil))
  }

  private func comment(_ words: OutsideMessage.Words) -> OutwardComment? {
    let told = mapping.tells.told(words.audience)
    guard told != .nothing else { return nil }
    return OutwardComment(
      body: words.body, format: words.format, isPublic: told == .public, signedBody: "\(signature): \(words.body)")
  }

  /// "Ivan (Fieldworks)"; the desk alone where it lets out no name.
  private var signature: String {
    let author = message.author
    if author.name.isEmpty { return author.desk.isEmpty ? standIn.name : author.desk }
    return author.desk.isEmpty ? author.name : "\(author.name) (\(author.desk))"
  }

  private func filled(_ templates: [String: String], _ resolution: Resolution?, _ hold: Hold?) -> [String: String] {
    var values = SupplyValues()
    values.set(resolution ?? ticket.resolution)
    values.set(hold)
    values["ticket.subject"] = ticket.subject
    values["ticket.number"] = String(ticket.number)
    values["author.name"] = signature
    return templates.mapValues { SupplyTemplate.text($0, values) }
  }
}

extension Change {
  /// The status that stands there once it was carried, where it is about one.
  func status(setBy receipt: Receipt) -> String? {
    if case .status(let set) = content { return receipt.status ?? set.status }
    return receipt.status
  }
}
