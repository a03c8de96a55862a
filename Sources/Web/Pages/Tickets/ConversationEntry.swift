import DeskActions
import Federation
import FormData
import Foundation
import Mustache
import RichText
import Storage
import Ticketing

/// A comment as the ticket's page shows it.
struct ConversationEntry: MustacheParent {
  let id: String
  let author: String
  /// The author's desk, where it is another one.
  let desk: String?
  let initials: String
  /// `internal`, `partner` or `public`: the style sheet's name of what it looks like.
  let tone: String
  /// The same in words.
  let audience: String
  /// Where it came from, where none of this desk's people wrote it here.
  let origin: String?
  /// Markdown made HTML by us: the only thing that templates put in as it is.
  let html: String
  let written: TimeView
  let edited: TimeView?
  /// Whether it came by mail from somebody who proved nothing.
  let isUnverified: Bool
  /// Where the mail that it came by is had as it was; nil where it came by none.
  let original: String?
  let isRetracted: Bool
  /// Whether a partner's public words wait for this desk's leave.
  let waits: Bool
  let mayRelease: Bool
  let files: [FileRow]
  /// How far it has come on its way to the requester.
  let mails: [MailRow]
  /// Whether it is the reader's own, to be edited or taken back.
  let isOwn: Bool
  let editor: CommentEditor?

  init(
    _ comment: Comment, _ facts: TicketFacts, _ place: TicketPlace, _ words: EventWords, isEditing: Bool,
    _ refused: RefusedForm?
  ) {
    id = comment.id.description
    let name = AddressMask.masked(comment.author.name)
    author = name.isEmpty ? words.role(comment.author) : name
    desk = comment.author.desk == facts.chained.desk.name ? nil : comment.author.desk
    initials = Initials.of(author)
    tone = comment.audience.rawValue
    audience = place.catalogue["comment.\(comment.audience.rawValue)"]
    let source = comment.origin == .here ? nil : place.catalogue["comment.origin_\(comment.origin.rawValue)"]
    origin = comment.mergedFrom.map { place.catalogue.text("comment.merged_from", ["number": "#\($0)"]) } ?? source
    html =
      switch comment.format {
      case .markdown: Markdown.html(comment.body)
      case .text where comment.origin == .mail:
        FoldedMail.html(comment.body, label: place.catalogue["comment.folded"])
      case .text: Markdown.escaped(comment.body)
      }
    written = TimeView(comment.createdAt, place.clock)
    edited = comment.isRetracted ? nil : comment.editedAt.map { TimeView($0, place.clock) }
    isUnverified = comment.author.role == Author.unproven
    original = facts.mails(for: place.actor).first { $0.comment == comment.id }.map {
      "\(place.base)/mails/\($0.id)"
    }
    isRetracted = comment.isRetracted
    waits = comment.awaitsRelease
    mayRelease = comment.awaitsRelease && place.actor.role.covers(.agent)
    files = facts.attachments.filter { $0.comment == comment.id }.map { FileRow($0, place) }
    mails = facts.sent.filter { $0.comment == comment.id }.map { MailRow($0, place) }
    isOwn = comment.author.agent == place.actor.agent && !comment.isRetracted
    let own = refused.flatMap { $0.isOf("edit-\(comment.id)") ? $0 : nil }
    editor =
      isOwn && (isEditing || own != nil)
      ? CommentEditor(text: own?.form["body"] ?? comment.body, trouble: own?.sentence(place)) : nil
  }

  func child(named key: String) -> Any? {
    switch key {
    case "id": id
    case "author": author
    case "desk": desk ?? false
    case "initials": initials
    case "tone": tone
    case "audience": audience
    case "isInternal": tone == Audience.internal.rawValue
    case "isPartner": tone == Audience.partner.rawValue
    case "isPublic": tone == Audience.public.rawValue
    case "origin": origin ?? false
    case "html": html
    case "written": written
    case "edited": edited ?? false
    case "isUnverified": isUnverified
    case "original": original ?? false
    case "isRetracted": isRetracted
    case "waits": waits
    case "mayRelease": mayRelease
    case "files": files
    case "mails": mails
    case "isOwn": isOwn && editor == nil
    case "editor": editor ?? false
    case _: nil
    }
  }
}

/// Where one's own comment is given other words, or taken back.
struct CommentEditor {
  let text: String
  let trouble: String?
}
