package import Storage
package import Ticketing

/// Writes a comment together with its files: all of it, or nothing.
package struct SendComment: Action {
  package let comment: WriteComment
  package let files: [StoredFile]

  package init(_ comment: WriteComment, with files: [StoredFile]) {
    self.comment = comment
    self.files = files
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Comment {
    let written = try comment.perform(by: actor, in: tx, &moment)
    guard !files.isEmpty else { return written }
    _ = try AttachFiles(to: comment.ticket, comment: written.id, files).perform(by: actor, in: tx, &moment)
    return written
  }
}
