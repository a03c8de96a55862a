/// A file of a ticket that is merged away, as the survivor keeps it: internal, the same bytes under the same hash.
package struct MergedAttachment: Sendable, Equatable {
  package let attachment: Attachment

  /// - Parameter comment: the survivor's copy of the comment that it came with.
  package init(
    _ original: Attachment, of number: Int, to survivor: TicketID, comment: CommentID?, _ moment: inout Moment
  ) {
    attachment = Attachment(
      id: moment.newID(), ticket: survivor, comment: comment, event: moment.newID(), name: original.name,
      mediaType: original.mediaType, bytes: original.bytes, hash: original.hash, audience: .internal,
      author: original.author, origin: original.origin, createdAt: original.createdAt,
      mergedFrom: original.mergedFrom ?? number)
  }
}
