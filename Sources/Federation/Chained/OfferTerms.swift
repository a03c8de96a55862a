package import Foundation
package import Ticketing

/// What goes along with an offer, beside the ticket itself.
package struct OfferTerms: Sendable, Equatable {
  package var message: String?
  package var respondBy: Date?
  package var resolveBy: Date?
  package var requesterName: String?
  package var requesterPhone: String?
  package var follows: HandoffID?
  /// The conversation so far, oldest first.
  package var comments: [SharedComment]
  /// The files that go along, each with the event of the comment that it came with.
  package var files: [OfferedFile]

  package init(
    message: String? = nil, respondBy: Date? = nil, resolveBy: Date? = nil, requesterName: String? = nil,
    requesterPhone: String? = nil, follows: HandoffID? = nil, comments: [SharedComment] = [],
    files: [OfferedFile] = []
  ) {
    self.message = message
    self.respondBy = respondBy
    self.resolveBy = resolveBy
    self.requesterName = requesterName
    self.requesterPhone = requesterPhone
    self.follows = follows
    self.comments = comments
    self.files = files
  }
}

package struct OfferedFile: Sendable, Equatable {
  package let file: SharedAttachment
  package let comment: EventID?

  package init(file: SharedAttachment, comment: EventID?) {
    self.file = file
    self.comment = comment
  }
}
