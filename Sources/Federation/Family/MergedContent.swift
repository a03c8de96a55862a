package import Ticketing

/// What a survivor takes over of a ticket that is merged into it: copies that are internal by their type.
package struct MergedContent: Sendable, Equatable {
  package let comments: [MergedComment]
  package let attachments: [MergedAttachment]

  package init(comments: [MergedComment], attachments: [MergedAttachment]) {
    self.comments = comments
    self.attachments = attachments
  }
}
