package import Ticketing

/// What one desk lets out over one partnership; denied unless allowed. The partner can read it.
package struct SharingRules: Sendable, Equatable, Codable {
  package enum Names: String, Sendable, CaseIterable, Codable {
    case full
    /// The first name only.
    case first
    /// The function only: agent, requester.
    case role
  }

  package enum RequesterDetail: String, Sendable, CaseIterable, Codable {
    case none
    case name
    /// Name, telephone and site contact; never an address of mail.
    case contact
  }

  package enum ChainDetail: String, Sendable, CaseIterable, Codable {
    /// Neighbours only.
    case none
    case names
    /// Names, and since when.
    case times
  }

  package var audiences: [SharedAudience]
  package var attachments: Bool
  package var names: Names
  package var requester: RequesterDetail
  /// Keys of custom fields, and `site`.
  package var fields: [String]
  package var chain: ChainDetail

  package init(
    audiences: [SharedAudience], attachments: Bool, names: Names, requester: RequesterDetail, fields: [String],
    chain: ChainDetail
  ) {
    self.audiences = audiences
    self.attachments = attachments
    self.names = names
    self.requester = requester
    self.fields = fields
    self.chain = chain
  }

  package static let standard = SharingRules(
    audiences: [.partner], attachments: true, names: .first, requester: .none, fields: [], chain: .none)

  /// The key in `fields` that lets the site out.
  package static let siteKey = "site"
}
