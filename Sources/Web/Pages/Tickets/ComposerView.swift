import FormData
import Ticketing

/// Where a comment is written. What was refused stands in it again.
struct ComposerView {
  let body: String
  let problem: String?
  let isPartner: Bool
  let isPublic: Bool

  init(_ refused: RefusedForm?) {
    let own = refused.flatMap { $0.isOf("comment") ? $0 : nil }
    body = own?.form["body"] ?? ""
    problem = own?.problem.detail
    isPartner = own?.form["audience"] == Audience.partner.rawValue
    isPublic = own?.form["audience"] == Audience.public.rawValue
  }
}
