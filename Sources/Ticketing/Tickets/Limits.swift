/// How large a thing may be. Text is counted in bytes of UTF-8.
package enum Limits {
  package static let nameBytes = 200
  /// Somebody by id, address, name, or name and address.
  package static let personBytes = 512
  package static let subjectBytes = 500
  package static let descriptionBytes = 128 * 1_024
  package static let commentBytes = 128 * 1_024
  package static let reasonBytes = 4 * 1_024
  package static let resolutionBytes = 32 * 1_024
  package static let siteLineBytes = 1_000
  package static let tags = 50
  package static let tagBytes = 64
  package static let fieldValueBytes = 16 * 1_024
  package static let fields = 200
  package static let choices = 200
  /// How many comments a split takes along.
  package static let splitComments = 1_000
  package static let attachmentBytes = 100 * 1_024 * 1_024
  package static let attachmentsPerTicket = 500
  package static let fileNameBytes = 255
  /// How many people hear of one event on a ticket that nobody has.
  package static let toldAtOnce = 1_000
}
