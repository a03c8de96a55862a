import DeskActions
import Federation
import Foundation
import RichText
import Storage
import Ticketing

/// A comment as each of its readers would get it, before it leaves.
struct PreviewView {
  struct Reading {
    let reader: String
    let author: String
    /// Rendered by us, from what the reader would get.
    let rendered: String
    /// The audience as it arrives there: the style sheet's name.
    let arrives: String
  }

  let word: String
  let tone: String
  let sentences: [String]
  let readings: [Reading]
  /// What was typed, to be sent or to go back to.
  let body: String
  let audience: String
  let isRequesters: Bool
  let asksToCancel: Bool
  let lost: String?
  let mayAttach: Bool

  /// - Throws: what sending would throw.
  init(
    _ draft: ComposerView.Draft, _ readership: Readership, on ticket: TicketID, _ place: TicketPlace,
    _ tx: any DeskReader, _ moment: Moment
  ) throws {
    var moment = moment
    let action = try CommentForm.body(draft).action(on: ticket)
    let (comment, copies) = try action.preview(by: place.actor, in: tx, &moment)
    word = place.catalogue["comment.\(comment.audience.rawValue)"]
    tone = comment.audience.rawValue
    sentences = readership.sentences(for: comment.audience)
    let here = Reading(
      reader: readership.here(comment.audience), author: comment.author.name, rendered: Markdown.html(comment.body),
      arrives: comment.audience.rawValue)
    readings =
      [here]
      + copies.map { leg, copy in
        let role = place.catalogue["event.role_\(copy.author.kind.rawValue)"]
        return Reading(
          reader: leg.partnership.partnerName, author: copy.author.name.isEmpty ? role : copy.author.name,
          rendered: Markdown.html(copy.body), arrives: copy.audience.rawValue)
      }
    body = draft.body
    audience = draft.audience.rawValue
    isRequesters = draft.isRequesters
    asksToCancel = draft.asksToCancel
    lost = draft.lost.isEmpty ? nil : place.text("files_lost", ["files": draft.lost.joined(separator: ", ")])
    mayAttach = place.actor.role.covers(.agent)
  }
}
